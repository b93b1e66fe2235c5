/** A resource as a stack has recorded it. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  /** The provider's id; components have none. */
  readonly id?: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What was under way when the engine was killed. */
export interface PendingOperation {
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
  readonly resource: RecordedResource;
}

/** What a stack has recorded. */
export interface Deployment {
  readonly resources: readonly RecordedResource[];
  readonly pendingOperations: readonly PendingOperation[];
}

/** Reads the text of `pulumi stack export`. */
export function readDeployment(text: string): Deployment {
  const { deployment } = JSON.parse(text) as {
    deployment: {
      readonly resources?: readonly RecordedResource[] | null;
      readonly pending_operations?: readonly PendingOperation[] | null;
    };
  };
  return {
    resources: deployment.resources ?? [],
    pendingOperations: deployment.pending_operations ?? [],
  };
}
