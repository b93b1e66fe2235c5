import { numberOf, textOf } from "../planned/inputs";
import type { ResourceType } from "../planned/resource-type";
import { atLeast } from "../planned/rules";
import { keepers } from "./common-properties";
import { NumberSource } from "./number-source";
import { adjectives, adverbs, animals } from "./pet-words";

export const randomPet: ResourceType = {
  token: "random:index/randomPet:RandomPet",
  description: "A name of random words, for people to remember. The name is the resource's id.",
  properties: {
    keepers,
    length: {
      type: "integer",
      description: "Number of words.",
      role: "optional",
      default: 2,
      replaces: true,
      rules: [atLeast(1)],
    },
    prefix: { type: "string", description: "Text before the words.", role: "optional", replaces: true },
    separator: {
      type: "string",
      description: "Text between the words, and between prefix and words.",
      role: "optional",
      default: "-",
      replaces: true,
    },
  },
  create: (planned) => {
    const prefix = textOf(planned, "prefix");
    const words = petWords(numberOf(planned, "length") ?? 2);
    const id = (prefix === "" ? words : [prefix, ...words]).join(textOf(planned, "separator"));
    return { id, computed: {} };
  },
};

/** The last word is an animal, the one before it an adjective, any others adverbs. */
function petWords(count: number): string[] {
  const source = NumberSource.secure();
  const lists = [...Array.from({ length: Math.max(0, count - 2) }, () => adverbs), adjectives, animals];
  return lists.slice(-count).map((list) => source.pick(list));
}
