// shape.ts - what is different between a need, an offer and an expert when they are shown; the rest is shared.
import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';
import type { Schemas } from '../../api/client';
import type { Found } from './find';

type ItemKind = Schemas['ItemKind'];

export interface ItemShape<Content> {
  kind: ItemKind;
  find: (id: string) => Promise<Found<Content>>;
  title: (content: Content) => string;
  kindLabel: (content: Content, t: TFunction) => string;
  Facts: ComponentType<{ content: Content }>;
  Text: ComponentType<{ content: Content }>;
  /** The kinds that it is matched with; the first is shown first. */
  matches: ItemKind[];
}
