// Read by the runner's own spec: a test that leaves something open.
describe("lingering", () => {
  it("starts a timer that nobody stops", () => {
    setInterval(() => undefined, 1_000);
  });
});
