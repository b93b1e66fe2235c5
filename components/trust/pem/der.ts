/** An element of DER: a tag and what it holds. */
interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

const tags = { boolean: 0x01, integer: 0x02, bitString: 0x03, oid: 0x06, extensions: 0xa3 } as const;

function elementAt(data: Buffer, start: number): { readonly element: Element; readonly end: number } {
  const tag = data[start];
  const first = data[start + 1];
  if (tag === undefined || first === undefined) throw new RangeError("the DER ends early");
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const body = start + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : data.readUIntBE(start + 2, lengthBytes);
  const end = body + length;
  if (end > data.length) throw new RangeError("the DER ends early");
  return { element: { tag, content: data.subarray(body, end) }, end };
}

function elementsOf(data: Buffer): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < data.length;) {
    const { element, end } = elementAt(data, at);
    elements.push(element);
    at = end;
  }
  return elements;
}

function oidOf({ content }: Element): string {
  const [first = 0, ...rest] = content;
  const arcs = [Math.floor(first / 40), first % 40];
  let value = 0;
  for (const byte of rest) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(value);
    value = 0;
  }
  return arcs.join(".");
}

/** What Node.js does not tell of a certificate. */
export interface CertificateDetails {
  /** Object identifier of the algorithm it is signed with. */
  readonly signatureAlgorithm: string;
  readonly isAuthority: boolean;
  readonly pathLength: number | undefined;
  /** True also where the key usage is not bounded. */
  readonly maySign: boolean;
}

const basicConstraints = "2.5.29.19";
const keyUsage = "2.5.29.15";
/** Bit 5, counted from the left. */
const certificateSigning = 0x04;

/**
 * Reads a certificate's extensions, of which Node.js shows only a few.
 * @param certificate DER of an X.509 certificate
 * @throws RangeError where it is none
 */
export function certificateDetails(certificate: Buffer): CertificateDetails {
  const [body, algorithm] = elementsOf(elementAt(certificate, 0).element.content);
  const [oid] = elementsOf(algorithm?.content ?? Buffer.alloc(0));
  const extensions = extensionsOf(body?.content ?? Buffer.alloc(0));
  const constraints = elementsOf(extensions.get(basicConstraints) ?? Buffer.alloc(0));
  const isAuthority = constraints.some(({ tag, content }) => tag === tags.boolean && content[0] !== 0);
  const length = constraints.find(({ tag }) => tag === tags.integer)?.content;
  const usage = extensions.get(keyUsage);
  return {
    signatureAlgorithm: oid === undefined ? "" : oidOf(oid),
    isAuthority,
    pathLength: length === undefined ? undefined : length.readUIntBE(0, length.length),
    maySign: usage === undefined || ((usage[1] ?? 0) & certificateSigning) !== 0,
  };
}

/** Extensions of a certificate: key is the object identifier, value what the extension holds. */
function extensionsOf(body: Buffer): Map<string, Buffer> {
  const wrapper = elementsOf(body).find(({ tag }) => tag === tags.extensions);
  const [list] = elementsOf(wrapper?.content ?? Buffer.alloc(0));
  return new Map(
    elementsOf(list?.content ?? Buffer.alloc(0)).map(({ content }) => {
      const parts = elementsOf(content);
      const value = parts.at(-1)?.content ?? Buffer.alloc(0);
      // A value is DER in an octet string; what it holds is what matters.
      return [parts[0] === undefined ? "" : oidOf(parts[0]), elementAt(value, 0).element.content];
    }),
  );
}
