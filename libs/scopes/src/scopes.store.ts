import { Injectable } from '@nestjs/common';
import { type Evidence, verdicts } from '@nightdesk/helpdesks/contract';
import { columns, Database, Prisma, type Tx } from '@nightdesk/platform/database';
import {
  inOrder,
  type MatrixRow,
  matrixRows,
  type NewFinding,
  type ProbePlan,
  type StoredFinding,
} from './scopes.types.js';

/** While a worker probes, nobody else does; a worker that died gives it up after this time. */
const claimMs = 60_000;

/** Asked before each write. */
const FINDINGS = {
  name: 'capability-findings',
  text: `SELECT ${columns(Prisma.CapabilityFindingScalarFieldEnum)} FROM capability_findings WHERE account_id = $1`,
};

/** Every query on `capability_findings` and `scope_probes`. */
@Injectable()
export class ScopesStore {
  constructor(private readonly database: Database) {}

  async findings(accountId: string): Promise<StoredFinding[]> {
    const { rows } = await this.database.pool.query<Row>({ ...FINDINGS, values: [accountId] });
    return inOrder(rows.map(finding));
  }

  /** The rows as they are; until the transaction ends nobody else changes them. */
  async locked(tx: Tx, accountId: string): Promise<(StoredFinding & { lostAt: Date | null })[]> {
    await tx.$queryRaw`SELECT 1 FROM capability_findings WHERE account_id = ${accountId} ORDER BY capability FOR UPDATE`;
    const rows = await tx.capabilityFinding.findMany({ where: { accountId } });
    return rows.map((row) => ({ ...finding(row), lostAt: row.lostAt }));
  }

  /** A capability that was granted and is missing now is lost since this instant, until it is granted again. */
  async save(tx: Tx, accountId: string, findings: readonly NewFinding[], checkedAt: Date): Promise<void> {
    for (const { capability, verdict, evidence, remedy } of findings) {
      if (verdict === 'missing')
        await tx.capabilityFinding.updateMany({
          where: { accountId, capability, verdict: 'granted' },
          data: { lostAt: checkedAt },
        });
      const found = verdict === 'granted' ? { lostAt: null } : {};
      const data = { verdict, ...evidence, remedy, checkedAt, ...found };
      await tx.capabilityFinding.upsert({
        where: { accountId_capability: { accountId, capability } },
        create: { accountId, capability, ...data },
        update: data,
      });
    }
  }

  /** A success decides what could not be told before; nothing else is changed by it. */
  async prove(
    accountId: string,
    shown: readonly MatrixRow[],
    evidence: Evidence,
    checkedAt: Date,
  ): Promise<void> {
    await this.database.client.capabilityFinding.updateMany({
      where: { accountId, capability: { in: [...shown] }, verdict: 'unknown' },
      data: { verdict: 'granted', ...evidence, remedy: null, checkedAt, lostAt: null },
    });
  }

  async plan(accountId: string): Promise<ProbePlan | null> {
    return this.database.client.scopeProbe.findUnique({ where: { accountId } });
  }

  /** What was found of an earlier credential says nothing of this one. */
  async begin(tx: Tx, accountId: string, now: Date): Promise<void> {
    await tx.capabilityFinding.deleteMany({ where: { accountId } });
    const fresh = { nextAt: now, failures: 0, problem: null };
    await tx.scopeProbe.upsert({
      where: { accountId },
      create: { accountId, ...fresh },
      update: { ...fresh, checkedAt: null },
    });
  }

  async planned(
    accountId: string,
    plan: Omit<ProbePlan, 'checkedAt'> & { checkedAt?: Date },
    tx: Tx = this.database.client,
  ): Promise<void> {
    await tx.scopeProbe.updateMany({ where: { accountId }, data: plan });
  }

  /** Accounts whose probe is due and whose platform is not switched off, taken by this process. */
  async claimDue(now: Date, limit: number): Promise<string[]> {
    const { rows } = await this.database.pool.query<{ account_id: string }>(
      `UPDATE scope_probes SET next_at = $2 WHERE account_id IN (
         SELECT p.account_id FROM scope_probes p JOIN accounts a ON a.id = p.account_id
          WHERE p.next_at <= $1 AND a.state = ANY($3)
            AND NOT EXISTS (SELECT 1 FROM switches WHERE name = 'platform:' || a.platform)
          ORDER BY p.next_at LIMIT $4 FOR UPDATE OF p SKIP LOCKED)
       RETURNING account_id`,
      [now, new Date(now.getTime() + claimMs), ['probing', 'live', 'needs_scopes'], limit],
    );
    return rows.map(({ account_id }) => account_id);
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }
}

interface Row {
  capability: string;
  verdict: string;
  call: string;
  status: number | null;
  requestId: string | null;
  says: string;
  remedy: string | null;
  checkedAt: Date;
}

function finding({
  capability,
  verdict,
  call,
  status,
  requestId,
  says,
  remedy,
  checkedAt,
}: Row): StoredFinding {
  const row = matrixRows.find((known) => known === capability);
  const said = verdicts.find((known) => known === verdict);
  if (!row || !said)
    throw new Error(`capability_findings holds "${capability} ${verdict}", which this version does not know`);
  return { capability: row, verdict: said, evidence: { call, status, requestId, says }, remedy, checkedAt };
}
