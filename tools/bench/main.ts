import { benchPipeline } from "../../bench/pipeline/bench";

benchPipeline();
