// figure_table.tsx - the figures of an item: name, value, how and under which conditions it is measured.
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { figureValue } from './format';

export function FigureTable({ figures, title }: { figures: Schemas['Figure'][] | undefined; title: string }) {
  const { t } = useTranslation();
  if (!figures || figures.length === 0) return null;
  const measured = figures.some(({ method, conditions }) => method || conditions);
  return (
    <section>
      <h2>{title}</h2>
      <div className="table-frame" tabIndex={0} role="region" aria-label={title}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('figure.name')}</th>
              <th scope="col" className="number">
                {t('figure.value')}
              </th>
              {measured && <th scope="col">{t('figure.measured')}</th>}
            </tr>
          </thead>
          <tbody>
            {figures.map((figure, place) => (
              <tr key={place}>
                <td>{figure.name}</td>
                <td className="number">{figureValue(figure)}</td>
                {measured && (
                  <td className="soft">
                    {figure.method}
                    {figure.conditions && <span className="conditions">{figure.conditions}</span>}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
