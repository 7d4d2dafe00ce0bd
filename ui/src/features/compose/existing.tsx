// existing.tsx - what the hub holds already for something that is still being written.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { answer, api, type Schemas } from '../../api/client';
import { organisationName } from '../../components/codes';
import { itemAddress } from '../../components/item_row';
import { Marked } from '../../components/marked';
import { useWhy } from '../item/matches';
import { need_drafts } from './drafts';

const pause_ms = 700;

function useSettledContent(content: Schemas['NeedContent']): Schemas['NeedContent'] {
  const [settled, setSettled] = useState(content);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(content), pause_ms);
    return () => clearTimeout(timer);
  }, [content]);
  return settled;
}

interface Properties {
  content: Schemas['NeedContent'];
  kind: Schemas['ItemKind'];
  title: string;
  most: number;
  /** Shown only when there is something. */
  quiet?: boolean;
}

export function Existing({ content, kind, title, most, quiet }: Properties) {
  const { t, i18n } = useTranslation();
  const why = useWhy();
  const settled = need_drafts.sendable(useSettledContent(content));
  const enough = (settled.title + settled.problem).trim().length > 3;
  const { data } = useQuery({
    queryKey: ['preview', kind, most, settled],
    queryFn: async ({ signal }) => answer(api.POST('/v1/matches/preview', { body: { content: settled, kind, limit: most }, signal })),
    enabled: enough,
    placeholderData: keepPreviousData,
  });
  const matches = enough ? (data?.matches ?? []) : [];
  if (quiet && matches.length === 0) return null;
  return (
    <section className="existing">
      <h2>{title}</h2>
      {matches.length === 0 && <p className="faint">{enough && data ? t('existing.none') : t('existing.waiting')}</p>}
      <ul className="rows">
        {matches.map((match) => (
          <li key={match.item.id}>
            <h3>
              <Link to={itemAddress(match.item.kind, match.item.id)} target="_blank">
                <Marked value={match.matched_title} />
              </Link>
            </h3>
            <p className="faint">{organisationName(match.item.organisation, i18n.language)}</p>
            <p className="existing-why">{why(match)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
