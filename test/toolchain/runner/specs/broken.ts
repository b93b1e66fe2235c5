// Read by the runner's own spec: a file that cannot be loaded.
throw new Error("this file does not load");
