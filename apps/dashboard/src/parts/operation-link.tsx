import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** The page of one operation. */
export function operationPath(operationId: string): string {
  return `/operations/${encodeURIComponent(operationId)}`;
}

export function OperationLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link href={operationPath(id)} data-testid="operation-link">
      {children}
    </Link>
  );
}
