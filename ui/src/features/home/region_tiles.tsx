// region_tiles.tsx - the 34 province-level units as tiles of one size, each where it roughly lies; no map, no borders.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { shortRegion, useCodeNames } from '../../components/codes';

// Column and row of each tile, from the north-west.
const places: Record<string, [number, number]> = {
  '650000': [1, 2], '150000': [5, 1], '210000': [8, 2], '220000': [8, 1], '230000': [9, 1],
  '620000': [3, 2], '640000': [4, 2], '140000': [5, 2], '110000': [6, 2], '120000': [7, 2],
  '540000': [1, 3], '630000': [2, 3], '610000': [4, 3], '410000': [5, 3], '130000': [6, 3], '370000': [7, 3],
  '510000': [3, 4], '500000': [4, 4], '420000': [5, 4], '340000': [6, 4], '320000': [7, 4], '310000': [8, 4],
  '530000': [3, 5], '520000': [4, 5], '430000': [5, 5], '360000': [6, 5], '330000': [7, 5],
  '450000': [4, 6], '440000': [5, 6], '350000': [6, 6], '710000': [8, 6],
  '460000': [4, 7], '820000': [5, 7], '810000': [6, 7],
};

type Shown = 'offers' | 'needs';

/** Five steps, so that neighbours can be compared by eye. */
function step(count: number, most: number): number {
  if (count === 0 || most === 0) return 0;
  return Math.max(1, Math.ceil((count / most) * 5));
}

export function RegionTiles({ counts }: { counts: Schemas['RegionCount'][] }) {
  const { t } = useTranslation();
  const name = useCodeNames('regions');
  const [shown, setShown] = useState<Shown>('offers');
  const byRegion = new Map(counts.map((count) => [count.region, count]));
  const most = Math.max(0, ...counts.map((count) => count[shown]));
  const kind = shown === 'offers' ? 'offer' : 'need';
  return (
    <div className="panel">
      <div className="panel-head">
        <h3>{t('home.byRegion')}</h3>
        <div className="segments" role="group" aria-label={t('home.byRegion')}>
          {(['offers', 'needs'] as const).map((choice) => (
            <button key={choice} type="button" aria-pressed={shown === choice} onClick={() => setShown(choice)}>
              {t(choice === 'offers' ? 'kind.offer' : 'kind.need')}
            </button>
          ))}
        </div>
      </div>
      <ul className="tiles">
        {Object.entries(places).map(([region, [column, row]]) => {
          const count = byRegion.get(region)?.[shown] ?? 0;
          const label = shortRegion(name('regions', region));
          return (
            <li key={region} style={{ gridColumn: column, gridRow: row }}>
              <Link className={`tile step-${step(count, most)}`} to={`/search?kind=${kind}&region=${region}`} aria-label={`${label} ${count}`}>
                <span className="tile-name">{label}</span>
                <span className="tile-count">{count || ''}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
