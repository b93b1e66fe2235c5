import { PlannedProvider } from "../planned/provider";
import { serve } from "../shared/serve";
import { randomProvider } from "./definition";

void serve((log) => new PlannedProvider(randomProvider, log), process.argv.slice(2));
