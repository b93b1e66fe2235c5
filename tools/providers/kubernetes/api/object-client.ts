import type { PropertyMap } from "../../shared/property-value";
import { groupVersionKindOf } from "../object/group-version-kind";
import { nameOf, namespaceOf, type Manifest } from "../object/manifest";
import type { ApiRequest, Connection } from "./connection";
import type { ApiResource, Discovery } from "./discovery";

export interface WriteOptions {
  readonly fieldManager: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly onWarning?: (text: string) => void;
}

export type PropagationPolicy = "Foreground" | "Background" | "Orphan";

/** Reads and writes objects of any kind. */
export class ObjectClient {
  constructor(
    readonly connection: Connection,
    readonly discovery: Discovery,
  ) {}

  /** The client for an object's kind and namespace, which is `default` where the object names none. */
  async for(manifest: Manifest): Promise<KindClient> {
    const resource = await this.discovery.resource(groupVersionKindOf(manifest), { fresh: true });
    return new KindClient(this.connection, resource, namespaceOf(manifest));
  }
}

/** One kind of objects in one namespace. */
export class KindClient {
  readonly collection: string;

  constructor(
    private readonly connection: Connection,
    resource: ApiResource,
    namespace: string,
  ) {
    const scope = resource.namespaced
      ? `/namespaces/${encodeURIComponent(namespace === "" ? "default" : namespace)}`
      : "";
    this.collection = `${resource.root}${scope}/${resource.plural}`;
  }

  get(name: string, signal?: AbortSignal): Promise<PropertyMap> {
    return this.connection.json({ path: this.path(name), signal });
  }

  create(manifest: Manifest, options: WriteOptions): Promise<PropertyMap> {
    return this.write({ method: "POST", path: this.collection, body: manifest }, options);
  }

  replace(manifest: Manifest, options: WriteOptions): Promise<PropertyMap> {
    return this.write({ method: "PUT", path: this.path(nameOf(manifest)), body: manifest }, options);
  }

  /** Server-side apply: makes the object have these fields, and the manager own them. */
  apply(manifest: Manifest, options: WriteOptions): Promise<PropertyMap> {
    const request: ApiRequest = {
      method: "PATCH",
      path: this.path(nameOf(manifest)),
      body: manifest,
      // JSON is YAML; there is no media type for an apply patch in JSON before 1.32.
      contentType: "application/apply-patch+yaml",
      query: { force: String(options.force ?? false) },
    };
    return this.write(request, options);
  }

  patch(name: string, patch: unknown, contentType: string, options: WriteOptions): Promise<PropertyMap> {
    return this.write({ method: "PATCH", path: this.path(name), body: patch, contentType }, options);
  }

  /** @returns What the server says: the object while it is still being deleted, a Status once it is gone. */
  delete(name: string, propagationPolicy: PropagationPolicy): Promise<PropertyMap> {
    const body = { kind: "DeleteOptions", apiVersion: "v1", propagationPolicy };
    return this.connection.json({ method: "DELETE", path: this.path(name), body });
  }

  private write(
    request: ApiRequest,
    { fieldManager, dryRun, onWarning }: WriteOptions,
  ): Promise<PropertyMap> {
    return this.connection.json({
      ...request,
      query: {
        ...request.query,
        fieldManager,
        fieldValidation: "Warn",
        dryRun: dryRun === true ? "All" : undefined,
      },
      ...(onWarning !== undefined && { onWarning }),
    });
  }

  private path(name: string): string {
    return `${this.collection}/${encodeURIComponent(name)}`;
  }
}
