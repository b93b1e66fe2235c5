import * as pulumi from "@pulumi/pulumi";
import * as settings from "@pulumi/pulumi/runtime/settings";

// The SDK keeps it out of its declarations, and has no other way to wait for everything a program declared.
const { waitForRPCs } = settings as unknown as { waitForRPCs: () => Promise<void> };

/** A resource as a component declared it. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  /** URN of the parent; empty for the stack. */
  readonly parent: string;
  readonly urn: string;
  /** Inputs as they go to the engine: secrets are envelopes. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly provider: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly dependencies: readonly string[];
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, unknown> };
  getProvider(): string;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDependenciesList(): string[];
}

interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> };
}

type Callback = (error: unknown, response?: { getUrn(): string }) => void;

interface MockMonitor {
  registerResource(request: RegisterRequest, callback: Callback): void;
  readResource(request: { getName(): string; getType(): string }, callback: Callback): void;
  registerResourceOutputs(request: OutputsRequest, callback: Callback): void;
}

/** What a program declared. */
export interface Declarations<T> {
  readonly result: T;
  readonly resources: readonly Declared[];
  /** Resources that were read and not declared: `type name`. */
  readonly reads: readonly string[];
  /** Registered outputs of components: key is the URN. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** The one resource with the name; with a type where names repeat. */
  readonly one: (name: string, type?: string) => Declared;
}

const certificate = "-----BEGIN CERTIFICATE-----\nbW9jaw==\n-----END CERTIFICATE-----\n";
const key = "-----BEGIN PRIVATE KEY-----\nbW9jaw==\n-----END PRIVATE KEY-----\n";

/** What providers would add; a preview knows none of it. */
const computed: Readonly<Record<string, Record<string, unknown>>> = {
  "tls:index/privateKey:PrivateKey": { privateKeyPem: key, privateKeyPemPkcs8: key },
  "tls:index/selfSignedCert:SelfSignedCert": {
    certPem: certificate,
    validityEndTime: "2036-01-01T00:00:00Z",
  },
  "tls:index/certRequest:CertRequest": { certRequestPem: "request" },
  "tls:index/locallySignedCert:LocallySignedCert": {
    certPem: certificate,
    validityEndTime: "2027-01-01T00:00:00Z",
  },
};

/** Runs a program against an engine that only takes notes. */
export async function declare<T>(preview: boolean, program: () => T): Promise<Declarations<T>> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, type, inputs }) => ({
        id: preview ? undefined : `${name}-id`,
        state: { ...(inputs as Record<string, unknown>), ...(preview ? {} : computed[type]) },
      }),
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    "project",
    "stack",
    preview,
  );
  const resources: Declared[] = [];
  const reads: string[] = [];
  const outputs = new Map<string, Readonly<Record<string, unknown>>>();
  takeNotes(settings.getMonitor() as unknown as MockMonitor, resources, reads, outputs);
  const result = program();
  await waitForRPCs();
  return {
    result,
    resources,
    reads,
    outputs,
    one: (name, type) => {
      const found = resources.filter((r) => r.name === name && (type === undefined || r.type === type));
      const [first] = found;
      if (first === undefined || found.length > 1)
        throw new Error(
          `${found.length} resources are called ${name}: ${resources.map((r) => r.name).join(", ")}`,
        );
      return first;
    },
  };
}

function takeNotes(
  monitor: MockMonitor,
  resources: Declared[],
  reads: string[],
  outputs: Map<string, Readonly<Record<string, unknown>>>,
): void {
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    register(request, (error, response) => {
      resources.push({
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        urn: response?.getUrn() ?? "",
        inputs: request.getObject().toJavaScript(),
        provider: request.getProvider(),
        protect: request.getProtect(),
        retainOnDelete: request.getRetainondelete(),
        dependencies: request.getDependenciesList(),
      });
      callback(error, response);
    });
  };
  const read = monitor.readResource.bind(monitor);
  monitor.readResource = (request, callback) => {
    reads.push(`${request.getType()} ${request.getName()}`);
    read(request, callback);
  };
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, callback) => {
    outputs.set(request.getUrn(), request.getOutputs().toJavaScript());
    registerOutputs(request, callback);
  };
}

/** The value of an output, once it is there. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

/** True for a secret as it goes to the engine. */
export function isSecretEnvelope(value: unknown): boolean {
  return typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;
}

/** True for a value that a preview does not know. */
export function isUnknown(value: unknown): boolean {
  return value === "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
}
