import { BackendName } from "../../model";
import type { MeshBackend } from "../backend";
import { capabilities } from "./capabilities";
import { check } from "./check";
import { installationPlan } from "./install/plan";
import { metricsReaders } from "./observability/metrics-readers";
import { workloadAnnotations } from "./proxy-settings/workload";
import { preflight } from "./preflight/preflight";
import { render } from "./render";

/** Linkerd: the default mesh. */
export const linkerd: MeshBackend = {
  name: BackendName.Linkerd,
  title: "Linkerd",
  capabilities,
  check,
  render,
  metricsReaders,
  preflight,
  workloadAnnotations,
  installation: installationPlan,
};
