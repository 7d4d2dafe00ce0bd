// when_near.tsx - draws what is heavy only once it is about to be seen; its place is kept.
import { useEffect, useRef, useState, type ReactNode } from 'react';

const margin_px = 240;

export function WhenNear({ className, children }: { className: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    if (near || !place.current) return;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true), { rootMargin: `${margin_px}px` });
    observer.observe(place.current);
    const draw = () => setNear(true);
    window.addEventListener('beforeprint', draw);
    return () => {
      observer.disconnect();
      window.removeEventListener('beforeprint', draw);
    };
  }, [near]);
  return near ? children : <div ref={place} className={className} />;
}
