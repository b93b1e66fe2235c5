// Read by the runner's own spec: a test that never ends.
describe("endless", () => {
  it("blocks its process", () => {
    for (;;) if (process.uptime() < 0) return;
  });
});
