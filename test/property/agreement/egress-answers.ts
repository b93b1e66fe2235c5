import { decideEgress, type EgressRequest, type EgressTraffic } from "../../../analysis";
import {
  decideEgressTraffic,
  egressPolicy,
  injectPod,
  leavesWithoutProxy,
  type Cluster,
  type EgressContent,
} from "../../../backends/linkerd/interpreter";
import type { ResolvedMesh } from "../../../model";
import { linkerdRetry, modelRetry } from "./answers";
import { podIn } from "./workloads";

/** What becomes of a call to somewhere outside, in words that both sides can be put into. */
export interface EgressAnswer {
  readonly allowed: boolean;
  readonly requestTimeoutMs: number | undefined;
  readonly responseTimeoutMs: number | undefined;
  readonly idleTimeoutMs: number | undefined;
  readonly retry: string | undefined;
}

/** The definition's answer. */
export function modelEgressAnswer(mesh: ResolvedMesh, request: EgressRequest): EgressAnswer {
  const { allowed, treatment } = decideEgress(mesh, request);
  return {
    allowed,
    requestTimeoutMs: treatment?.requestTimeoutMs,
    responseTimeoutMs: treatment?.responseTimeoutMs,
    idleTimeoutMs: treatment?.idleTimeoutMs,
    retry: treatment?.retries && modelRetry(treatment.retries),
  };
}

const untouched: EgressAnswer = {
  allowed: true,
  requestTimeoutMs: undefined,
  responseTimeoutMs: undefined,
  idleTimeoutMs: undefined,
  retry: undefined,
};

/** Linkerd's answer: that of the caller's proxy, if it has one that sees the call. */
export function linkerdEgressAnswer(
  mesh: ResolvedMesh,
  cluster: Cluster,
  { from, address, port, traffic }: EgressRequest,
): EgressAnswer {
  const caller = mesh.services.find(({ id }) => id === from);
  const pod = caller && injectPod(cluster, podIn(mesh, caller));
  if (!pod || leavesWithoutProxy(cluster, pod, address, port)) return untouched;
  const policy = egressPolicy(cluster, pod.namespace, address, port);
  const { allowed, timeouts, retry } = decideEgressTraffic(policy, asSent(traffic));
  return {
    allowed,
    requestTimeoutMs: timeouts.request,
    responseTimeoutMs: timeouts.response,
    idleTimeoutMs: timeouts.idle,
    retry: retry && linkerdRetry(retry),
  };
}

function asSent(traffic: EgressTraffic): EgressContent {
  if (traffic.kind !== "http") return traffic;
  const { host, grpc = false } = traffic;
  const content = grpc ? { method: "POST", path: "/s/M" } : { method: "GET", path: "/" };
  return { kind: "http", isHttp2: grpc, request: { ...content, host, headers: [], query: [] } };
}
