interface Told {
  issuedAt: string;
  expiresAt: string | null;
  refreshAt: string | null;
}

/** A token's life, in milliseconds since 1970. */
export interface Life {
  from: number;
  refresh: number;
  to: number;
}

/** Null for what is not refreshed, or has no end. */
export function lifeOf({ issuedAt, expiresAt, refreshAt }: Told): Life | null {
  if (expiresAt === null || refreshAt === null) return null;
  const life = { from: Date.parse(issuedAt), refresh: Date.parse(refreshAt), to: Date.parse(expiresAt) };
  return life.from < life.refresh && life.refresh <= life.to ? life : null;
}
