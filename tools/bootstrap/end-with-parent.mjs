// Loaded before a command: when the bootstrap process dies without a word (kill -9), the command is told to end in the
// ordinary way, so that it stops what it has started.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
