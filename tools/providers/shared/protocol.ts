import type { sendUnaryData, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { statusOf } from "./error-status";
import type {
  CheckAnswer,
  CheckQuestion,
  ChangeKind,
  DifferenceAnswer,
  ProviderContract,
} from "./provider-contract";
import { fromStruct, toStruct } from "./struct";

type Handler<Request, Response> = (request: Request) => Promise<Response> | Response;

/** The provider protocol's methods, answered by a {@link ProviderContract}. */
export function protocolHandlers(
  provider: ProviderContract,
  engineAddress: string | undefined,
): UntypedServiceImplementation {
  return {
    getPluginInfo: unary(() => new PluginInfo().setVersion(provider.version)),
    getSchema: unary(async () => new wire.GetSchemaResponse().setSchema(await provider.schema())),
    checkConfig: unary(async (request: wire.CheckRequest) =>
      checkResponse(
        await provider.checkConfig({ urn: request.getUrn(), news: fromStruct(request.getNews()) }),
      ),
    ),
    diffConfig: unary(async (request: wire.DiffRequest) =>
      diffResponse(
        await provider.diffConfig({
          olds: fromStruct(request.getOlds()),
          news: fromStruct(request.getNews()),
        }),
      ),
    ),
    configure: unary(async (request: wire.ConfigureRequest) => {
      await provider.configure(new Map(request.getVariablesMap().getEntryList()));
      return new wire.ConfigureResponse()
        .setAcceptsecrets(true)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),
    ...resourceHandlers(provider),
    invoke: unary(async (request: wire.InvokeRequest) =>
      new wire.InvokeResponse().setReturn(
        toStruct(await provider.invoke(request.getTok(), fromStruct(request.getArgs()))),
      ),
    ),
    // The SDK's runtime is needed for components alone, and slow to load.
    construct: unary(async (request: wire.ConstructRequest) => {
      const { construct } = await import("./construct.js");
      return construct(provider, engineAddress, request);
    }),
    cancel: unary(() => {
      provider.cancel();
      return new Empty();
    }),
  };
}

function resourceHandlers(provider: ProviderContract): UntypedServiceImplementation {
  return {
    check: unary(async (request: wire.CheckRequest) =>
      checkResponse(await provider.check(checkQuestion(request))),
    ),
    diff: unary(async (request: wire.DiffRequest) =>
      diffResponse(
        await provider.diff({
          id: request.getId(),
          urn: request.getUrn(),
          olds: fromStruct(request.getOlds()),
          news: fromStruct(request.getNews()),
          ignoreChanges: request.getIgnorechangesList(),
        }),
      ),
    ),
    create: unary(async (request: wire.CreateRequest) => {
      const { id, outputs } = await provider.create({
        urn: request.getUrn(),
        inputs: fromStruct(request.getProperties()),
        timeoutSeconds: request.getTimeout(),
        preview: request.getPreview(),
      });
      return new wire.CreateResponse().setId(id).setProperties(toStruct(outputs));
    }),
    read: unary(async (request: wire.ReadRequest) => {
      const { id, outputs, inputs } = await provider.read({
        id: request.getId(),
        urn: request.getUrn(),
        outputs: fromStruct(request.getProperties()),
        inputs: fromStruct(request.getInputs()),
      });
      const response = new wire.ReadResponse().setId(id);
      if (outputs !== undefined) response.setProperties(toStruct(outputs));
      if (inputs !== undefined) response.setInputs(toStruct(inputs));
      return response;
    }),
    update: unary(async (request: wire.UpdateRequest) => {
      const outputs = await provider.update({
        id: request.getId(),
        urn: request.getUrn(),
        olds: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
        timeoutSeconds: request.getTimeout(),
        preview: request.getPreview(),
        ignoreChanges: request.getIgnorechangesList(),
      });
      return new wire.UpdateResponse().setProperties(toStruct(outputs));
    }),
    delete: unary(async (request: wire.DeleteRequest) => {
      await provider.delete({
        id: request.getId(),
        urn: request.getUrn(),
        outputs: fromStruct(request.getProperties()),
        timeoutSeconds: request.getTimeout(),
      });
      return new Empty();
    }),
  };
}

function unary<Request, Response>(handler: Handler<Request, Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    Promise.resolve()
      .then(() => handler(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(statusOf(error));
        },
      );
  };
}

function checkQuestion(request: wire.CheckRequest): CheckQuestion {
  const autonaming = request.getAutonaming();
  return {
    urn: request.getUrn(),
    olds: fromStruct(request.getOlds()),
    news: fromStruct(request.getNews()),
    randomSeed: request.getRandomseed_asU8(),
    ...(autonaming !== undefined && {
      autonaming: {
        disabled: autonaming.getMode() === wire.CheckRequest.AutonamingOptions.Mode.DISABLE,
        proposedName: autonaming.getProposedName(),
      },
    }),
  };
}

function checkResponse(answer: CheckAnswer): wire.CheckResponse {
  const failures = (answer.failures ?? []).map(({ property, reason }) =>
    new wire.CheckFailure().setProperty(property).setReason(reason),
  );
  return new wire.CheckResponse().setInputs(toStruct(answer.inputs)).setFailuresList(failures);
}

const changeKinds: Record<ChangeKind, wire.PropertyDiff.Kind> = {
  add: wire.PropertyDiff.Kind.ADD,
  "add-replace": wire.PropertyDiff.Kind.ADD_REPLACE,
  delete: wire.PropertyDiff.Kind.DELETE,
  "delete-replace": wire.PropertyDiff.Kind.DELETE_REPLACE,
  update: wire.PropertyDiff.Kind.UPDATE,
  "update-replace": wire.PropertyDiff.Kind.UPDATE_REPLACE,
};

function diffResponse(answer: DifferenceAnswer): wire.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = wire.DiffResponse.DiffChanges;
  const response = new wire.DiffResponse()
    .setChanges(answer.changed ? DIFF_SOME : DIFF_NONE)
    .setReplacesList([...answer.replaces])
    .setDiffsList([...(answer.changedKeys ?? [])])
    .setDeletebeforereplace(answer.deleteBeforeReplace ?? false);
  if (answer.details === undefined) return response;
  response.setHasdetaileddiff(true);
  for (const [path, { kind, betweenInputs }] of answer.details) {
    const change = new wire.PropertyDiff().setKind(changeKinds[kind]).setInputdiff(betweenInputs);
    response.getDetaileddiffMap().set(path, change);
  }
  return response;
}
