import assert from "node:assert/strict";
import { skipBecause } from "../../../support/skip";

// Read by the runner's own spec, which counts what becomes of these.
describe("mixed", () => {
  it("passes", () => {
    console.log("printed by a test");
  });

  it("fails", () => {
    assert.equal("a", "b");
  });

  it("is skipped with a reason", function () {
    skipBecause(this, "there is no moon");
  });

  it("is skipped without one", function () {
    this.skip();
  });

  describe("whole suite", () => {
    before(function () {
      skipBecause(this, "there is no sun");
    });

    it("is skipped with its suite", () => {
      assert.fail("it ran");
    });

    it("is skipped with its suite as well", () => {
      assert.fail("it ran");
    });
  });
});
