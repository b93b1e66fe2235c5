import { BackendName } from "../../model";
import type { MeshBackend } from "../backend";
import { capabilities } from "./capabilities";
import { check } from "./check";
import { installationPlan } from "./install/plan";
import { render } from "./render";

/** Linkerd: the default mesh. */
export const linkerd: MeshBackend = {
  name: BackendName.Linkerd,
  title: "Linkerd",
  capabilities,
  check,
  render,
  installation: installationPlan,
};
