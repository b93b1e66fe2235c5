import { serve } from "../shared/serve";
import { KubernetesProvider } from "./provider";

void serve((log) => new KubernetesProvider(log), process.argv.slice(2));
