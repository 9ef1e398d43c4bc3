import { capabilities, type Capability, type Evidence, type Verdict } from '@nightdesk/helpdesks/contract';

/** What the matrix has a row for: the capabilities, and setting up our webhook where the platform's API does that. */
export const matrixRows = [...capabilities, 'webhooks:manage'] as const;
export type MatrixRow = (typeof matrixRows)[number];

/** One row of the capability matrix as it is stored. */
export interface StoredFinding {
  capability: MatrixRow;
  verdict: Verdict;
  evidence: Evidence;
  remedy: string | null;
  checkedAt: Date;
}
export type NewFinding = Omit<StoredFinding, 'checkedAt'>;

/** When an account is probed. */
export interface ProbePlan {
  /** Null before the first. */
  checkedAt: Date | null;
  nextAt: Date;
  failures: number;
  /** Why the last one could not be made. */
  problem: string | null;
}

/** The capability matrix of an account. */
export interface Matrix {
  findings: StoredFinding[];
  plan: ProbePlan | null;
}

const dayMs = 24 * 3_600_000;

/** A probe is due once a day, up to an hour earlier, so that accounts that were connected together spread. */
export function nextProbe(now: Date, random: () => number = Math.random): Date {
  return new Date(now.getTime() + dayMs - Math.floor(random() * 3_600_000));
}

/** After a probe that could not be made: 5, 10, 20 s … at most 30 minutes. */
export function probeAgain(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(5_000 * 2 ** (failures - 1), 1_800_000));
}

/** What keeps an account from being live: the missing rows that it needs. The webhook is always needed where it has a row. */
export function lacking<T extends Pick<StoredFinding, 'capability' | 'verdict'>>(
  findings: readonly T[],
  required: readonly string[],
): T[] {
  return findings.filter(
    ({ capability, verdict }) =>
      verdict === 'missing' && (capability === 'webhooks:manage' || required.includes(capability)),
  );
}

/** What this credential has shown by a real write is not forgotten because a probe cannot tell. */
export function keepingProofs(found: readonly NewFinding[], known: readonly StoredFinding[]): NewFinding[] {
  return found.map((finding) => {
    const before = known.find(({ capability }) => capability === finding.capability);
    return finding.verdict === 'unknown' && before?.verdict === 'granted' ? before : finding;
  });
}

/** What was granted and is missing now, and what is granted again. What was never granted is neither. */
export function driftOf(
  before: readonly (Pick<StoredFinding, 'capability' | 'verdict'> & { lostAt: Date | null })[],
  found: readonly Pick<NewFinding, 'capability' | 'verdict'>[],
): { lost: MatrixRow[]; restored: MatrixRow[] } {
  const known = new Map(before.map((row) => [row.capability, row]));
  const drifted = (verdict: Verdict, was: (row: (typeof before)[number]) => boolean) =>
    found.flatMap((finding) => {
      const row = known.get(finding.capability);
      return finding.verdict === verdict && row && was(row) ? [finding.capability] : [];
    });
  return {
    lost: drifted('missing', ({ verdict }) => verdict === 'granted'),
    restored: drifted('granted', ({ lostAt }) => lostAt !== null),
  };
}

/** Rows in the order in which people read them. */
export function inOrder(findings: readonly StoredFinding[]): StoredFinding[] {
  const place = ({ capability }: StoredFinding) => matrixRows.indexOf(capability);
  return findings.toSorted((a, b) => place(a) - place(b));
}

/** What an operation's steps need, and the account is known not to have. */
export function unmet(
  needed: readonly Capability[],
  findings: readonly StoredFinding[],
): StoredFinding | undefined {
  return findings.find(
    ({ capability, verdict }) =>
      verdict === 'missing' && (needed as readonly MatrixRow[]).includes(capability),
  );
}
