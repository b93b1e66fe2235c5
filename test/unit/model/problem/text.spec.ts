import assert from "node:assert/strict";
import {
  childPath,
  formatProblem,
  joinPath,
  MeshInputError,
  quote,
  throwIfAny,
  type Problem,
} from "../../../../model";

const problem: Problem = { path: "name", message: "is missing", rule: "It has no default", fix: "Add it" };

describe("a path into the definition", () => {
  it("is written as in a program", () => {
    assert.equal(
      joinPath("services", "shop/cart", "ports", 0, "port"),
      'services["shop/cart"].ports[0].port',
    );
    assert.equal(joinPath("namespaces", "shop"), "namespaces.shop");
  });

  it("goes on from another path", () => {
    assert.equal(childPath('services["shop/cart"]', "ports", 1), 'services["shop/cart"].ports[1]');
    assert.equal(childPath("namespaces", "shop-eu"), 'namespaces["shop-eu"]');
    assert.equal(childPath("", "name"), "name");
  });
});

describe("a problem", () => {
  it("reads as path, what is wrong, rule and fix", () => {
    assert.equal(formatProblem(problem), "name: is missing. It has no default. Add it.");
  });

  it("keeps the punctuation it has, and leaves out what is empty", () => {
    const text = formatProblem({ ...problem, rule: "", fix: 'Did you mean "x"?' });
    assert.equal(text, 'name: is missing. Did you mean "x"?');
  });

  it("of the whole input has no path", () => {
    assert.equal(
      formatProblem({ ...problem, path: "", message: "is not an object", rule: "", fix: "" }),
      "is not an object.",
    );
  });
});

describe("a quoted value", () => {
  it("is JSON", () => {
    assert.equal(quote("a"), '"a"');
    assert.equal(quote([1, { a: null }]), '[1,{"a":null}]');
  });

  it("is shortened", () => {
    assert.equal(quote("x".repeat(100)), `"${"x".repeat(59)}…`);
  });

  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  for (const [value, text] of [
    [undefined, "nothing"],
    [() => 1, "a function"],
    [Symbol("x"), "a symbol"],
    [10n, "10"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [cyclic, "an object"],
  ] as const) {
    it(`is ${text} where JSON has no word for it`, () => {
      assert.equal(quote(value), text);
    });
  }
});

describe("a MeshInputError", () => {
  const other: Problem = { path: "backend", message: "is unknown", rule: "", fix: "" };

  it("lists every problem once, in the order of the paths", () => {
    const error = new MeshInputError("mesh definition", [problem, other, { ...problem }]);
    assert.equal(
      error.message,
      "The mesh definition has 2 problems:\n  - backend: is unknown.\n  - name: is missing. It has no default. Add it.",
    );
    assert.deepEqual(error.problems, [other, problem]);
  });

  it("counts a single problem in the singular", () => {
    assert.match(new MeshInputError("file", [problem]).message, /^The file has 1 problem:\n/);
  });

  it("is thrown when there is a problem, and only then", () => {
    assert.doesNotThrow(() => {
      throwIfAny("mesh definition", []);
    });
    assert.throws(() => {
      throwIfAny("mesh definition", [problem]);
    }, MeshInputError);
  });
});
