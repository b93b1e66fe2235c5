import { Agent, request } from "node:https";
import type { Identity } from "./certificate-authority";

export interface ApiResponse {
  /** HTTP status code. */
  readonly status: number;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
}

/** The few calls that starting a cluster needs; far quicker to load than a complete client. */
export class KubernetesApi {
  private readonly agent: Agent;

  constructor(
    private readonly server: string,
    authority: string,
    identity: Identity,
  ) {
    this.agent = new Agent({
      ca: authority,
      cert: identity.certificate,
      key: identity.privateKey,
      keepAlive: true,
    });
  }

  async get(path: string): Promise<ApiResponse> {
    return this.call("GET", path);
  }

  async post(path: string, body: unknown): Promise<ApiResponse> {
    return this.call("POST", path, body);
  }

  async delete(path: string): Promise<ApiResponse> {
    return this.call("DELETE", path);
  }

  close(): void {
    this.agent.destroy();
  }

  private async call(method: string, path: string, body?: unknown): Promise<ApiResponse> {
    return new Promise((resolve, reject) => {
      const call = request(`${this.server}${path}`, {
        method,
        agent: this.agent,
        timeout: 10_000,
        headers: {
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
      });
      call.on("timeout", () => call.destroy(new Error(`${method} ${path}: no answer within 10 s`)));
      call.on("error", reject);
      call.on("response", (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, body: parsed(text) });
        });
      });
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
