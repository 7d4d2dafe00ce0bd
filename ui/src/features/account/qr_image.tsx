// qr_image.tsx - a QR code as the hub answers it: rows of modules, 1 dark and 0 light. Always dark on white: apps read it so.
const quiet = 4; // modules around it, by the standard

export function QrImage({ rows, label }: { rows: string[]; label: string }) {
  const size = rows.length + 2 * quiet;
  const path = rows.flatMap((row, y) => Array.from(row.matchAll(/1+/g), (run) => `M${run.index + quiet} ${y + quiet}h${run[0].length}v1h-${run[0].length}z`)).join('');
  return (
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
