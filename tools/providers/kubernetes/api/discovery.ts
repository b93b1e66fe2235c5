import type { PropertyMap, PropertyValue } from "../../shared/property-value";
import { apiVersionFor, describeKind, type GroupVersionKind } from "../object/group-version-kind";
import { listAt, stringAt, at } from "../object/manifest";
import { isNotFound, NoMatchError } from "./api-error";
import type { Connection } from "./connection";

/** Where the API server keeps the objects of a kind. */
export interface ApiResource {
  /** `/api/v1`, `/apis/apps/v1`. */
  readonly root: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

type Kinds = ReadonlyMap<string, ApiResource>;

/** Asks the API server which kinds it has: once for each group version that is needed, and again after a reset. */
export class Discovery {
  private readonly groups = new Map<string, Promise<Kinds>>();

  constructor(private readonly connection: Connection) {}

  /**
   * @throws NoMatchError where the server does not have the kind. What it does not have now, it is asked for again next
   * time with `fresh`: a CustomResourceDefinition may come at any moment.
   */
  async resource(kind: GroupVersionKind, { fresh = false } = {}): Promise<ApiResource> {
    const apiVersion = apiVersionFor(kind);
    const found = (await this.kindsOf(apiVersion)).get(kind.kind);
    if (found !== undefined) return found;
    if (fresh) {
      this.groups.delete(apiVersion);
      const again = (await this.kindsOf(apiVersion)).get(kind.kind);
      if (again !== undefined) return again;
    }
    throw new NoMatchError(`no matches for kind "${kind.kind}" in version "${apiVersion}"`);
  }

  async has(kind: GroupVersionKind): Promise<boolean> {
    return (await this.kindsOf(apiVersionFor(kind))).has(kind.kind);
  }

  /** Forgets a group, as when one of its CustomResourceDefinitions was created. */
  forget(group: string): void {
    for (const apiVersion of this.groups.keys()) {
      if (apiVersion === group || apiVersion.startsWith(`${group}/`)) this.groups.delete(apiVersion);
    }
  }

  /** All group versions and kinds, in the form that Helm charts ask about: `apps/v1`, `apps/v1/Deployment`. */
  async capabilities(): Promise<string[]> {
    const served = await Promise.all([
      this.connection.json({ path: "/api", accept: aggregated }),
      this.connection.json({ path: "/apis", accept: aggregated }),
    ]);
    if (served.every((answer) => stringAt(answer, "kind") === "APIGroupDiscoveryList")) {
      return served.flatMap((answer) => listAt(answer, "items").flatMap(capabilitiesOfGroup));
    }
    return this.capabilitiesOneByOne(served);
  }

  /** Servers before 1.27 describe each group version by itself. */
  private async capabilitiesOneByOne([core, groups]: PropertyMap[]): Promise<string[]> {
    const versions = [
      ...listAt(core, "versions").filter((version) => typeof version === "string"),
      ...listAt(groups, "groups").flatMap((group) =>
        listAt(group, "versions").map((version) => stringAt(version, "groupVersion")),
      ),
    ];
    const kinds = await Promise.all(versions.map((version) => this.kindsOf(version)));
    return versions.flatMap((version, index) => [
      version,
      ...[...(kinds[index]?.keys() ?? [])].map((kind) => `${version}/${kind}`),
    ]);
  }

  private kindsOf(apiVersion: string): Promise<Kinds> {
    const known = this.groups.get(apiVersion);
    if (known !== undefined) return known;
    const asked = this.ask(apiVersion);
    this.groups.set(apiVersion, asked);
    asked.catch(() => this.groups.delete(apiVersion));
    return asked;
  }

  private async ask(apiVersion: string): Promise<Kinds> {
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const kinds = new Map<string, ApiResource>();
    try {
      const answer = await this.connection.json({ path: root });
      for (const resource of listAt(answer, "resources")) {
        const plural = stringAt(resource, "name");
        // Subresources such as pods/log have kinds of their own, which no program declares.
        if (plural.includes("/")) continue;
        kinds.set(stringAt(resource, "kind"), {
          root,
          plural,
          namespaced: at(resource, "namespaced") === true,
        });
      }
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    return kinds;
  }
}

const aggregated =
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList," +
  "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

function capabilitiesOfGroup(group: PropertyValue): string[] {
  const name = stringAt(group, "metadata", "name");
  return listAt(group, "versions").flatMap((version) => {
    const base = { group: name, version: stringAt(version, "version"), kind: "" };
    const kinds = listAt(version, "resources").map((resource) => stringAt(resource, "responseKind", "kind"));
    return [apiVersionFor(base), ...kinds.map((kind) => describeKind({ ...base, kind }))];
  });
}
