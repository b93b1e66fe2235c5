import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

interface Case {
  readonly type: keyof typeof makers;
  /** Inputs beside, or instead of, the usual ones of the type. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The id of the resource to import. */
  readonly import?: string;
}

type Options = pulumi.CustomResourceOptions;

const makers = {
  RandomBytes: (name: string, inputs: object, options: Options) =>
    new random.RandomBytes(name, { length: 8, ...inputs }, options),
  RandomId: (name: string, inputs: object, options: Options) =>
    new random.RandomId(name, { byteLength: 8, ...inputs }, options),
  RandomInteger: (name: string, inputs: object, options: Options) =>
    new random.RandomInteger(name, { min: 1, max: 9, ...inputs }, options),
  RandomPassword: (name: string, inputs: object, options: Options) =>
    new random.RandomPassword(name, { length: 12, ...inputs }, options),
  RandomPet: (name: string, inputs: object, options: Options) => new random.RandomPet(name, inputs, options),
  RandomShuffle: (name: string, inputs: object, options: Options) =>
    new random.RandomShuffle(name, { inputs: ["a", "b"], ...inputs }, options),
  RandomString: (name: string, inputs: object, options: Options) =>
    new random.RandomString(name, { length: 12, ...inputs }, options),
  RandomUuid: (name: string, inputs: object, options: Options) =>
    new random.RandomUuid(name, inputs, options),
};

const cases = new pulumi.Config().getObject<Record<string, Case>>("cases") ?? {};
for (const [name, { type, inputs, import: id }] of Object.entries(cases)) {
  makers[type](name, inputs, id === undefined ? {} : { import: id });
}
