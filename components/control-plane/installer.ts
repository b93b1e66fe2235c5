import type * as pulumi from "@pulumi/pulumi";
import { Ownership, type Manifest } from "../../backends";
import { withCaBundle } from "../charts/ca-bundle";
import { isDefinition, withLabels } from "../charts/definitions";
import { declareChart, type ChartAdjustments } from "../charts/chart-on-cluster";
import { withTrustAnnotation } from "../charts/trust-annotation";
import type { Destination } from "../kubernetes-provider";
import { itemName } from "../names";
import { declareObject } from "../objects/declare-object";
import { carriesSecrets } from "../objects/secret-manifests";
import type { Predecessor } from "../ordering";
import { TargetMode } from "../target";
import type { FoundChart } from "./material";

/** The component that the parts of a control plane belong to. */
export interface InstallerContext {
  readonly component: pulumi.ComponentResource;
  readonly name: string;
  readonly destination: Destination;
  readonly keepCrds: boolean;
  /** What everything waits for, files as well. */
  readonly condition: readonly Predecessor[];
  /** Labels by which CRDs are known as the mesh's own. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What stands in the place of a chart's placeholders. */
export type Fillings = Pick<ChartAdjustments, "caBundle" | "trust">;

/** Declares the parts of a control plane, each after what it needs. */
export class Installer {
  /** Objects that must not be written to a folder. */
  readonly heldBack: Manifest[] = [];
  private readonly context: InstallerContext;

  constructor(context: InstallerContext) {
    this.context = context;
  }

  objects(manifests: readonly Manifest[], after: readonly Predecessor[]): pulumi.Resource[] {
    return manifests.flatMap((manifest) => {
      if (this.rendered && carriesSecrets(manifest)) {
        this.heldBack.push(manifest);
        return [];
      }
      const retain = this.context.keepCrds && isDefinition(manifest.kind);
      const options = { ...this.options(after), ...(retain && { retainOnDelete: true }) };
      const owned = isDefinition(manifest.kind) ? withLabels(manifest, this.context.labels) : manifest;
      return [declareObject(this.context.name, owned, Ownership.Whole, options)];
    });
  }

  chart(found: FoundChart, fillings: Fillings, after: readonly Predecessor[]): pulumi.Resource[] {
    const { installation, location, objects } = found;
    if (location === undefined)
      return this.objects(
        objects.map((manifest) =>
          withTrustAnnotation(withCaBundle(manifest, fillings.caBundle), fillings.trust),
        ),
        after,
      );
    const name = itemName(this.context.name, installation.chart);
    const adjustments = { ...fillings, keepCrds: this.context.keepCrds, labels: this.context.labels };
    return [declareChart(name, installation, location, adjustments, this.options(after))];
  }

  /** What the next step has to wait for: nothing where files are written, for files have no order. */
  gate(resources: readonly Predecessor[]): readonly Predecessor[] {
    return this.rendered ? [] : resources;
  }

  private get rendered(): boolean {
    return this.context.destination.mode === TargetMode.Rendered;
  }

  private options(after: readonly Predecessor[]): {
    parent: pulumi.Resource;
    provider: pulumi.ProviderResource;
    dependsOn: Predecessor[];
  } {
    const { component, destination, condition } = this.context;
    return {
      parent: component,
      provider: destination.provider,
      dependsOn: [...condition, ...this.gate(after)],
    };
  }
}
