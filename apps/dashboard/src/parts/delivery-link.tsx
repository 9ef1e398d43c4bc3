import type { ReactNode } from 'react';
import { Link } from 'wouter';

/** The page of one delivery of an event. */
export function deliveryPath(deliveryId: string): string {
  return `/deliveries/${encodeURIComponent(deliveryId)}`;
}

export function DeliveryLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link href={deliveryPath(id)} data-testid="delivery-link">
      {children}
    </Link>
  );
}
