import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { filesBelow } from "./mesh-stack";

/**
 * The secret lines of every private key in a text, where the text is PEM, or base64 of PEM in YAML. The last line of an elliptic
 * curve's key holds nothing but the public key, which stands in certificates as well.
 */
function keyLines(text: string): string[] {
  const decoded = [...text.matchAll(/[A-Za-z0-9+/]{60,}={0,2}/g)].map(([word]) =>
    Buffer.from(word, "base64").toString(),
  );
  return [text, ...decoded].flatMap((part) =>
    [...part.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----([^-]+)-----END/g)].flatMap(([, body = ""]) =>
      body.trim().split(/\s+/).slice(0, -1),
    ),
  );
}

/** What base64 makes of a text, whatever stands before and after it. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString("base64");
    // The characters at both ends also depend on the neighbours.
    return encoded.slice(offset === 0 ? 0 : offset + 1, -4);
  });
}

/**
 * What gives private keys away in a text: the keys themselves, the words of their PEM form, and base64 of both.
 * @param secrets A text in which the keys stand in clear.
 */
export function keyTraces(secrets: string): readonly string[] {
  const lines = keyLines(secrets);
  assert.ok(lines.length >= 4, "the text that should hold keys in clear holds none");
  return [...new Set([...lines, "PRIVATE KEY"].flatMap((text) => [text, ...base64Forms(text)]))];
}

/** Files below a folder that give a private key away. */
export function filesWithTraces(folder: string, traces: readonly string[]): string[] {
  return filesBelow(folder).filter((file) => hasTrace(readFileSync(file, "utf8"), traces));
}

export function hasTrace(text: string, traces: readonly string[]): boolean {
  return traces.some((trace) => text.includes(trace));
}
