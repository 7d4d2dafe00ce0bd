// region_tiles.tsx - the 34 province-level units as tiles of one size, each where it roughly lies; no map, no borders.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { shortRegion, useCodeNames } from '../../components/codes';

// Column and row of each tile, from the north-west; its letters of ISO 3166-2:CN, for narrow pages in English.
const places: Record<string, [number, number, string]> = {
  '650000': [1, 2, 'XJ'], '150000': [5, 1, 'NM'], '210000': [8, 2, 'LN'], '220000': [8, 1, 'JL'], '230000': [9, 1, 'HL'],
  '620000': [3, 2, 'GS'], '640000': [4, 2, 'NX'], '140000': [5, 2, 'SX'], '110000': [6, 2, 'BJ'], '120000': [7, 2, 'TJ'],
  '540000': [1, 3, 'XZ'], '630000': [2, 3, 'QH'], '610000': [4, 3, 'SN'], '410000': [5, 3, 'HA'], '130000': [6, 3, 'HE'], '370000': [7, 3, 'SD'],
  '510000': [3, 4, 'SC'], '500000': [4, 4, 'CQ'], '420000': [5, 4, 'HB'], '340000': [6, 4, 'AH'], '320000': [7, 4, 'JS'], '310000': [8, 4, 'SH'],
  '530000': [3, 5, 'YN'], '520000': [4, 5, 'GZ'], '430000': [5, 5, 'HN'], '360000': [6, 5, 'JX'], '330000': [7, 5, 'ZJ'],
  '450000': [4, 6, 'GX'], '440000': [5, 6, 'GD'], '350000': [6, 6, 'FJ'], '710000': [8, 6, 'TW'],
  '460000': [4, 7, 'HI'], '820000': [5, 7, 'MO'], '810000': [6, 7, 'HK'],
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
        {Object.entries(places).map(([region, [column, row, letters]]) => {
          const count = byRegion.get(region)?.[shown] ?? 0;
          const label = shortRegion(name('regions', region));
          return (
            <li key={region} style={{ gridColumn: column, gridRow: row }}>
              <Link className={`tile step-${step(count, most)}`} to={`/search?kind=${kind}&region=${region}`} aria-label={`${label} ${count}`} title={label}>
                <span className="tile-name">{label}</span>
                <span className="tile-code">{letters}</span>
                <span className="tile-count">{count || ''}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
