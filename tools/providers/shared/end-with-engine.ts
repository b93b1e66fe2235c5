import { connect } from "node:net";

/** Time between two looks. Unit: milliseconds. */
const interval = 2_000;

/** An engine that refuses this many connections in a row is gone, not busy: a busy one still accepts them. */
const attempts = 3;

/**
 * Ends this process when the engine that started it no longer listens, as after `kill -9`: nobody else would end it.
 * @param address `host:port` of the engine
 */
export function endWithEngine(address: string): void {
  const separator = address.lastIndexOf(":");
  const target = { host: address.slice(0, separator), port: Number(address.slice(separator + 1)) };
  let refused = 0;
  const look = (): void => {
    // The connection is not kept: a server waits for open ones before it closes.
    const socket = connect(target, () => {
      refused = 0;
      socket.destroy();
    });
    socket.once("error", () => {
      if (++refused >= attempts) process.exit(0);
    });
  };
  setInterval(look, interval).unref();
}
