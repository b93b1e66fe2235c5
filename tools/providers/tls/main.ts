import { PlannedProvider } from "../planned/provider";
import { serve } from "../shared/serve";
import { tlsProvider } from "./definition";

void serve((log) => new PlannedProvider(tlsProvider, log), process.argv.slice(2));
