import { isList, isPropertyMap, type PropertyValue } from "../../shared/property-value";

/** A JSONPath query (RFC 9535) without functions and slices, which waiting for a status field does not need. */
export interface JsonPath {
  select(root: PropertyValue): PropertyValue[];
}

type Step = (node: PropertyValue, root: PropertyValue) => PropertyValue[];
type Predicate = (node: PropertyValue, root: PropertyValue) => boolean;

/** @param text The path, with or without the leading `$`. @throws Error naming the place that cannot be read. */
export function parseJsonPath(text: string): JsonPath {
  const parser = new Parser(text.startsWith("$") ? text.slice(1) : text);
  const steps = parser.steps();
  parser.expectEnd();
  return { select: (root) => run(steps, root, root) };
}

function run(steps: readonly Step[], start: PropertyValue, root: PropertyValue): PropertyValue[] {
  return steps.reduce<PropertyValue[]>((nodes, step) => nodes.flatMap((node) => step(node, root)), [start]);
}

function children(node: PropertyValue): PropertyValue[] {
  if (isList(node)) return node;
  return isPropertyMap(node) ? Object.values(node) : [];
}

function descendants(node: PropertyValue): PropertyValue[] {
  return [node, ...children(node).flatMap(descendants)];
}

function member(name: string): Step {
  return (node) => (isPropertyMap(node) && node[name] !== undefined ? [node[name]] : []);
}

function element(index: number): Step {
  return (node) => {
    const found = isList(node) ? node.at(index) : undefined;
    return found === undefined ? [] : [found];
  };
}

class Parser {
  private position = 0;

  constructor(private readonly text: string) {}

  steps(): Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.take("..")) {
        steps.push(descendants);
        if (this.peek() !== "[") steps.push(this.name());
      } else if (this.take(".")) {
        steps.push(this.name());
      } else if (this.take("[")) {
        steps.push(this.bracket());
      } else {
        return steps;
      }
    }
  }

  expectEnd(): void {
    if (this.position < this.text.length) this.fail();
  }

  private name(): Step {
    if (this.take("*")) return children;
    const match = this.match(/[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*/y) ?? this.fail();
    return member(match);
  }

  private bracket(): Step {
    const selectors = [this.selector()];
    while (this.skipSpace().take(",")) selectors.push(this.selector());
    if (!this.skipSpace().take("]")) this.fail();
    return (node, root) => selectors.flatMap((selector) => selector(node, root));
  }

  private selector(): Step {
    this.skipSpace();
    if (this.take("*")) return children;
    if (this.take("?")) {
      const predicate = this.either();
      return (node, root) => children(node).filter((child) => predicate(child, root));
    }
    const quoted = this.quoted();
    if (quoted !== undefined) return member(quoted);
    return element(Number(this.match(/-?\d+/y) ?? this.fail()));
  }

  private either(): Predicate {
    const terms = [this.both()];
    while (this.skipSpace().take("||")) terms.push(this.both());
    return (node, root) => terms.some((term) => term(node, root));
  }

  private both(): Predicate {
    const terms = [this.term()];
    while (this.skipSpace().take("&&")) terms.push(this.term());
    return (node, root) => terms.every((term) => term(node, root));
  }

  private term(): Predicate {
    this.skipSpace();
    if (this.take("!")) {
      const negated = this.term();
      return (node, root) => !negated(node, root);
    }
    if (this.take("(")) {
      const inner = this.either();
      if (!this.skipSpace().take(")")) this.fail();
      return inner;
    }
    const left = this.operand();
    const operator = this.skipSpace().match(/==|!=|<=|>=|<|>/y);
    if (operator === undefined) return (node, root) => left(node, root).length > 0;
    const right = this.operand();
    return (node, root) => compare(left(node, root)[0], operator, right(node, root)[0]);
  }

  private operand(): Step {
    this.skipSpace();
    if (this.take("@")) {
      const steps = this.steps();
      return (node, root) => run(steps, node, root);
    }
    if (this.take("$")) {
      const steps = this.steps();
      return (_node, root) => run(steps, root, root);
    }
    const literal = this.quoted() ?? this.match(/true|false|null|-?\d+(?:\.\d+)?/y) ?? this.fail();
    const value =
      this.text[this.position - 1] === "'" || this.text[this.position - 1] === '"'
        ? literal
        : (JSON.parse(literal) as PropertyValue);
    return () => [value];
  }

  private quoted(): string | undefined {
    const match = this.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y);
    return match?.slice(1, -1).replace(/\\(.)/g, "$1");
  }

  private peek(): string | undefined {
    return this.text[this.position];
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.position)) return false;
    this.position += token.length;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  private skipSpace(): this {
    this.match(/\s*/y);
    return this;
  }

  private fail(): never {
    throw new Error(`"${this.text}" is not a JSONPath: cannot read it from character ${this.position + 1}`);
  }
}

function compare(
  left: PropertyValue | undefined,
  operator: string,
  right: PropertyValue | undefined,
): boolean {
  if (operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  if (typeof left === "number" && typeof right === "number") return ordered(left - right, operator);
  if (typeof left === "string" && typeof right === "string")
    return ordered(left < right ? -1 : left > right ? 1 : 0, operator);
  return false;
}

function ordered(difference: number, operator: string): boolean {
  switch (operator) {
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    default:
      return difference >= 0;
  }
}
