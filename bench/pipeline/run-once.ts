import { analyse } from "../../analysis";
import { renderMesh } from "../../backends";
import { benchDefinition } from "../definition";

/** Runs the pure pipeline once in a process of its own and prints what it took as JSON. */
const services = Number(process.argv[2]);
const definition = benchDefinition(services);
const cpuBefore = process.cpuUsage();
const begin = process.hrtime.bigint();
const { mesh, objects } = renderMesh(definition);
const findings = analyse(mesh);
const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
const { user, system } = process.cpuUsage(cpuBefore);
const cpuMilliseconds = (user + system) / 1e3;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    services,
    objects: objects.length,
    findings: findings.length,
    milliseconds,
    cpuMilliseconds,
    megabytes,
  }),
);
