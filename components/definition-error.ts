import * as pulumi from "@pulumi/pulumi";
import { MeshInputError } from "../model";

/** One input that was refused, in the words of the provider protocol. */
interface RefusedProperty {
  readonly propertyPath: string;
  readonly reason: string;
}

/**
 * A user's mistake as the engine shows it: the text alone, attached to the component, without a stack trace. A program in
 * TypeScript meets it as a ResourceError; for a program in another language the component's host recognises the marker of
 * InputPropertiesError and hands every refused property over on its own.
 */
export class DefinitionError extends pulumi.ResourceError {
  readonly __pulumiInputPropertiesError = true;
  readonly errors: readonly RefusedProperty[];

  constructor(cause: MeshInputError, component: pulumi.Resource) {
    super(cause.message, component, true);
    this.name = "DefinitionError";
    this.errors = cause.problems.map(({ path, message, rule, fix }) => ({
      propertyPath: path,
      reason: [message, rule, fix].filter((text) => text !== "").join(". "),
    }));
  }
}

/**
 * Does the work of a component's constructor; a mistake of the user's in it becomes an error of the component.
 * @throws DefinitionError in place of a MeshInputError
 */
export function reportingTo<T>(component: pulumi.Resource, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MeshInputError) throw new DefinitionError(error, component);
    throw error;
  }
}
