import { PlannedProvider } from "../planned/provider";
import { serve } from "../shared/serve";
import { tlsProvider } from "./definition";

void serve(() => new PlannedProvider(tlsProvider), process.argv.slice(2));
