import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import type { PropertyMap } from "../../shared/property-value";
import type { ActiveCluster } from "../configuration/active-cluster";
import { isRecord } from "../configuration/kubeconfig";
import { ApiError, UnreachableError } from "./api-error";
import type { Credentials } from "./credentials";

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with each warning that the server sends along with its answer. */
  readonly onWarning?: (text: string) => void;
}

/** As many requests as the server handles side by side without queueing them on its side. */
const maximumConnections = 32;
const maximumThrottleRetries = 10;

/** HTTP to one API server, over connections that stay open. */
export class Connection {
  private readonly agent: HttpAgent | HttpsAgent;
  private readonly secure: boolean;

  constructor(
    private readonly active: ActiveCluster,
    private readonly credentials: Credentials,
    private readonly userAgent: string,
  ) {
    this.secure = active.server.startsWith("https:");
    const options = { keepAlive: true, maxSockets: maximumConnections };
    this.agent = this.secure ? new HttpsAgent({ ...options, ...credentials.tls }) : new HttpAgent(options);
  }

  /** Sends the request and reads the whole answer. */
  async json(request: ApiRequest): Promise<PropertyMap> {
    for (let attempt = 0; ; attempt++) {
      const response = await this.send(request);
      const text = await readAll(response);
      const status = response.statusCode ?? 0;
      if (status === 429 && attempt < maximumThrottleRetries) {
        const seconds = Number(response.headers["retry-after"] ?? 1);
        await delay(
          Math.max(1, seconds) * 1000,
          undefined,
          request.signal === undefined ? {} : { signal: request.signal },
        );
        continue;
      }
      reportWarnings(response, request.onWarning);
      if (status >= 400) throw errorOf(status, text);
      return parseObject(text);
    }
  }

  /** Sends the request and gives the answer line by line while it comes in, as watches do. */
  async *lines(request: ApiRequest): AsyncGenerator<string> {
    const response = await this.send(request);
    const status = response.statusCode ?? 0;
    if (status >= 400) throw errorOf(status, await readAll(response));
    response.setEncoding("utf8");
    let rest = "";
    for await (const chunk of response) {
      const parts = (rest + String(chunk)).split("\n");
      rest = parts.pop() ?? "";
      yield* parts.filter((line) => line !== "");
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(request: ApiRequest): Promise<IncomingMessage> {
    const url = new URL(this.active.server + request.path);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
    const headers: Record<string, string | number> = {
      Accept: request.accept ?? "application/json",
      "User-Agent": this.userAgent,
      ...(await this.credentials.headers()),
      ...(body !== undefined && {
        "Content-Type": request.contentType ?? "application/json",
        "Content-Length": body.length,
      }),
    };
    const options = { method: request.method ?? "GET", headers, agent: this.agent, signal: request.signal };
    return new Promise((resolve, reject) => {
      const sent = (this.secure ? httpsRequest : httpRequest)(url, options, resolve);
      sent.once("error", (error: NodeJS.ErrnoException) => {
        reject(request.signal?.aborted === true ? error : this.unreachable(error));
      });
      sent.end(body);
    });
  }

  private unreachable(cause: NodeJS.ErrnoException): UnreachableError {
    const { server, contextName, origin } = this.active;
    const reason = cause.message === "" ? (cause.code ?? "no answer") : cause.message;
    return new UnreachableError(
      `no connection to the Kubernetes API server ${server} (kubeconfig ${origin}, context "${contextName}"): ${reason}. ` +
        "Check that the cluster runs, and that kubeconfig and context are the right ones.",
      { cause },
    );
  }
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parseObject(text: string): PropertyMap {
  return text === "" ? {} : (JSON.parse(text) as PropertyMap);
}

/** Warnings come as `299 - "text"`, several of them in one header. */
function reportWarnings(response: IncomingMessage, report: ((text: string) => void) | undefined): void {
  if (report === undefined) return;
  const header = response.headers["warning"];
  for (const [, text] of (header ?? "").matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
    report((text ?? "").replace(/\\(.)/g, "$1"));
  }
}

function errorOf(code: number, text: string): ApiError {
  const status = parseStatus(text);
  const message = status["message"];
  const reason = status["reason"];
  return new ApiError(
    typeof message === "string" && message !== "" ? message : `the API server answered with status ${code}`,
    code,
    typeof reason === "string" ? reason : "",
    isRecord(status["details"]) ? status["details"] : {},
  );
}

/** A proxy in front of the API server may answer with something else than JSON. */
function parseStatus(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
