import { version } from "@pulumi/random/package.json";
import type { ProviderDefinition } from "../planned/resource-type";
import { randomBytes } from "./random-bytes";
import { randomId } from "./random-id";
import { randomInteger } from "./random-integer";
import { randomPet } from "./random-pet";
import { randomShuffle } from "./random-shuffle";
import { randomPassword, randomString } from "./random-string";
import { randomUuid, randomUuid4, randomUuid7 } from "./random-uuid";

export const randomProvider: ProviderDefinition = {
  name: "random",
  version,
  description: "Random values that stay, for use where the official random plugin cannot be had.",
  resources: [
    randomBytes,
    randomId,
    randomInteger,
    randomPassword,
    randomPet,
    randomShuffle,
    randomString,
    randomUuid,
    randomUuid4,
    randomUuid7,
  ],
  functions: [],
};
