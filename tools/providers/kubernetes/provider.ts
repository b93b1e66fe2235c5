import type { EngineLog } from "../shared/engine-log";
import type {
  CheckAnswer,
  CheckQuestion,
  ConfigCheck,
  ConfigDifference,
  ConstructAnswer,
  ConstructQuestion,
  CreateAnswer,
  CreateQuestion,
  DeleteQuestion,
  DifferenceAnswer,
  DifferenceQuestion,
  ProviderContract,
  ReadAnswer,
  ReadQuestion,
  UpdateQuestion,
} from "../shared/provider-contract";
import type { PropertyMap } from "../shared/property-value";
import { checkConfiguration, diffConfiguration } from "./configuration/check-configuration";
import { readSettings } from "./configuration/settings";
import { startSession } from "./configuration/start-session";
import { check } from "./lifecycle/check";
import { create } from "./lifecycle/create";
import { deleteObject } from "./lifecycle/delete";
import { difference } from "./lifecycle/difference";
import { read } from "./lifecycle/read";
import { update } from "./lifecycle/update";
import { packageVersion } from "./package-version";
import type { Session } from "./session";
import { isHelmRelease, unsupported } from "./unsupported";

/** Answers for `@pulumi/kubernetes` where the official plugin cannot be had. */
export class KubernetesProvider implements ProviderContract {
  readonly version = packageVersion();
  private session: Session | undefined;

  constructor(private readonly log: EngineLog) {}

  /** The SDKs are generated already; the engine only asks whose schema it is. */
  schema(): Promise<string> {
    return Promise.resolve(JSON.stringify({ name: "kubernetes", version: this.version }));
  }

  checkConfig(request: ConfigCheck): Promise<CheckAnswer> {
    return Promise.resolve(checkConfiguration(request, process.env));
  }

  diffConfig(request: ConfigDifference): Promise<DifferenceAnswer> {
    return Promise.resolve().then(() => diffConfiguration(request));
  }

  async configure(variables: ReadonlyMap<string, string>): Promise<void> {
    this.session = await startSession(readSettings(variables, process.env), this.log, this.version);
  }

  check(question: CheckQuestion): Promise<CheckAnswer> {
    return this.resource(question.urn, (session) => check(session, question));
  }

  diff(question: DifferenceQuestion): Promise<DifferenceAnswer> {
    return this.resource(question.urn, (session) => difference(session, question));
  }

  create(question: CreateQuestion): Promise<CreateAnswer> {
    return this.resource(question.urn, (session) => create(session, question));
  }

  read(question: ReadQuestion): Promise<ReadAnswer> {
    return this.resource(question.urn, (session) => read(session, question));
  }

  update(question: UpdateQuestion): Promise<PropertyMap> {
    return this.resource(question.urn, (session) => update(session, question));
  }

  delete(question: DeleteQuestion): Promise<void> {
    return this.resource(question.urn, (session) => deleteObject(session, question));
  }

  async construct(question: ConstructQuestion): Promise<ConstructAnswer> {
    if (question.type !== "kubernetes:helm.sh/v4:Chart") throw unsupported(question.type);
    const { constructChart } = await import("./helm/chart.js");
    return constructChart(this.configured(), question);
  }

  invoke(token: string): Promise<PropertyMap> {
    return Promise.reject(unsupported(token));
  }

  cancel(): void {
    this.session?.interrupt();
  }

  private async resource<T>(urn: string, operation: (session: Session) => Promise<T>): Promise<T> {
    if (isHelmRelease(urn)) throw unsupported("kubernetes:helm.sh/v3:Release");
    return operation(this.configured());
  }

  private configured(): Session {
    if (this.session === undefined) throw new Error("The engine has not configured the provider.");
    return this.session;
  }
}
