/** Unit: milliseconds. */
const timeLimit = 10_000;

/** Whether something is there at an address. */
export async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(timeLimit) });
    return response.ok;
  } catch {
    return false;
  }
}
