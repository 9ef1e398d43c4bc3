/**
 * Replaces the character references of HTML, each once, so that `&amp;lt;` stays what somebody wrote. `named` tells what a
 * name stands for. A name that it does not know stays as it is, and so does a number that is no character: a NUL or half
 * of a surrogate pair could not be stored.
 */
export function decodeEntities(text: string, named: (name: string) => string | undefined): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return isCharacter(code) ? String.fromCodePoint(code) : whole;
    },
  );
}

const isCharacter = (code: number) => code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
