import { NumberSource } from "./number-source";

export interface StringRequest {
  readonly length: number;
  readonly classes: readonly CharacterClass[];
}

export interface CharacterClass {
  readonly characters: string;
  readonly isAllowed: boolean;
  /** At least as many are in the result, even when the class is otherwise not allowed. */
  readonly minimum: number;
}

export const digits = "0123456789";
export const lowerCase = "abcdefghijklmnopqrstuvwxyz";
export const upperCase = lowerCase.toUpperCase();
export const specialCharacters = "!@#$%&*()-_=+[]{}<>:?";

/** A random string with the minimum of each class, in random order. */
export function characterString({ length, classes }: StringRequest): string {
  const source = NumberSource.secure();
  const draw = (characters: string, count: number): string[] => {
    const choices = Array.from(characters);
    return Array.from({ length: count }, () => source.pick(choices));
  };
  const required = classes.flatMap(({ characters, minimum }) => draw(characters, minimum));
  const allowed = classes.flatMap(({ characters, isAllowed }) => (isAllowed ? [characters] : [])).join("");
  return source.shuffled([...required, ...draw(allowed, length - required.length)]).join("");
}
