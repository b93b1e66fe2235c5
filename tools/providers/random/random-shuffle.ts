import { numberOf, textOf, textsOf } from "../planned/inputs";
import type { ResourceType } from "../planned/resource-type";
import { atLeast } from "../planned/rules";
import { drawn, keepers, seed } from "./common-properties";
import { NumberSource } from "./number-source";

export const randomShuffle: ResourceType = {
  token: "random:index/randomShuffle:RandomShuffle",
  description: "A list in random order.",
  properties: {
    inputs: { type: "strings", description: "The list to shuffle.", role: "required", replaces: true },
    keepers,
    resultCount: {
      type: "integer",
      description:
        "Number of results; all inputs once when left out. With more, inputs repeat only when all were used.",
      role: "optional",
      replaces: true,
      rules: [atLeast(0)],
    },
    seed,
    results: drawn("strings", "The shuffled list."),
  },
  create: (planned) => {
    const items = textsOf(planned, "inputs");
    const count = items.length === 0 ? 0 : (numberOf(planned, "resultCount") ?? items.length);
    const source = NumberSource.of(textOf(planned, "seed"));
    const results: string[] = [];
    while (results.length < count) results.push(...source.shuffled(items).slice(0, count - results.length));
    return { id: "-", computed: { results } };
  },
};
