import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

// Each key of the configuration overrides or adds inputs of the resource of that name.
const config = new pulumi.Config();
const extra = (resource: string): Record<string, unknown> =>
  config.getObject<Record<string, unknown>>(resource) ?? {};

const bytes = new random.RandomBytes("bytes", { length: 16, ...extra("bytes") });
const id = new random.RandomId("id", { byteLength: 8, ...extra("id") });
const integer = new random.RandomInteger("integer", { min: 1, max: 6, ...extra("integer") });
const password = new random.RandomPassword("password", { length: 24, minSpecial: 2, ...extra("password") });
const pet = new random.RandomPet("pet", { length: 3, ...extra("pet") });
const shuffle = new random.RandomShuffle("shuffle", {
  inputs: ["a", "b", "c"],
  resultCount: 5,
  ...extra("shuffle"),
});
const string = new random.RandomString("string", { length: 12, special: false, ...extra("string") });
const uuid = new random.RandomUuid("uuid", extra("uuid"));
const uuid4 = new random.RandomUuid4("uuid4", extra("uuid4"));
const uuid7 = new random.RandomUuid7("uuid7", extra("uuid7"));

export const results = {
  bytes: { base64: bytes.base64, hex: bytes.hex },
  id: { b64Std: id.b64Std, b64Url: id.b64Url, dec: id.dec, hex: id.hex },
  integer: integer.result,
  password: { result: password.result, bcryptHash: password.bcryptHash },
  pet: pet.id,
  shuffle: shuffle.results,
  string: string.result,
  uuid: uuid.result,
  uuid4: uuid4.result,
  uuid7: uuid7.result,
};

if (config.getBoolean("logKnown") === true) {
  const resources = { bytes, id, integer, password, pet, shuffle, string, uuid };
  for (const [name, resource] of Object.entries(resources)) {
    for (const [property, value] of Object.entries(resource) as [string, unknown][]) {
      if (pulumi.Output.isInstance(value)) value.apply(() => pulumi.log.info(`known: ${name}.${property}`));
    }
  }
}
