import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { InitializationError } from "./initialization-error";
import { toStruct } from "./struct";

/** Header in which gRPC carries a machine-readable error beside its message. */
const detailsHeader = "grpc-status-details-bin";

/** The answer to the engine for something that was thrown. Only the message travels: a stack means nothing to users. */
export function statusOf(thrown: unknown): ServiceError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error instanceof InitializationError) {
    return serviceError(
      error,
      status.UNKNOWN,
      "pulumirpc.ErrorResourceInitFailed",
      initializationDetails(error),
    );
  }
  const problems = inputProblems(error);
  if (problems !== undefined) {
    return serviceError(error, status.INVALID_ARGUMENT, "pulumirpc.InputPropertiesError", problems);
  }
  return {
    name: error.name,
    message: error.message,
    details: error.message,
    code: status.UNKNOWN,
    metadata: new Metadata(),
  };
}

function serviceError(error: Error, code: status, detailType: string, detail: Uint8Array): ServiceError {
  const packed = new Any();
  packed.pack(detail, detailType);
  const full = new Status().setCode(code).setMessage(error.message);
  full.addDetails(packed);
  const metadata = new Metadata();
  metadata.add(detailsHeader, Buffer.from(full.serializeBinary()));
  return { name: error.name, message: error.message, details: error.message, code, metadata };
}

function initializationDetails(error: InitializationError): Uint8Array {
  const detail = new ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(toStruct(error.outputs))
    .setReasonsList([...error.reasons]);
  if (error.inputs !== undefined) detail.setInputs(toStruct(error.inputs));
  return detail.serializeBinary();
}

/** The SDK's InputPropertiesError, recognised by shape: this process need not have loaded the SDK. */
function inputProblems(error: Error): Uint8Array | undefined {
  const { errors } = error as { errors?: unknown };
  if (!Array.isArray(errors) || errors.length === 0) return undefined;
  const detail = new InputPropertiesError();
  for (const problem of errors as { propertyPath?: unknown; reason?: unknown }[]) {
    if (typeof problem.propertyPath !== "string" || typeof problem.reason !== "string") return undefined;
    const entry = new InputPropertiesError.PropertyError();
    detail.addErrors(entry.setPropertyPath(problem.propertyPath).setReason(problem.reason));
  }
  return detail.serializeBinary();
}
