import type { DeadLetterGroup as GroupView, Replay as ReplayView } from '@nightdesk/contract';
import { operationView } from '@nightdesk/health';
import { type DeadLetterGroup, type ReplayProgress, stageOf } from '@nightdesk/operations';

export function groupView({ oldestAt, newestAt, samples, ...group }: DeadLetterGroup): GroupView {
  return {
    ...group,
    oldestAt: oldestAt.toISOString(),
    newestAt: newestAt.toISOString(),
    samples: samples.map(operationView),
  };
}

export function replayView({ createdAt, endedAt, counts, ...replay }: ReplayProgress): ReplayView {
  const { waiting, replayed: underWay, confirmed, failed, skipped } = counts;
  const replayed = underWay + confirmed + failed;
  return {
    ...replay,
    stage: stageOf(counts),
    counts: { total: waiting + replayed + skipped, waiting, replayed, underWay, confirmed, failed, skipped },
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
