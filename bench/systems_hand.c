/* The epidemic by hand, 64 members at a time: what a generated kernel is measured against.
   As the model says it, with reciprocals instead of divisions; -ffast-math may do the rest. */
#define WIDTH 64
void hand(const double *rate, const double *duration, long from, long to, long steps, double step,
          double *peak, double *last) {
    for (long place = from; place < to; place += WIDTH) {
        double s[WIDTH], i[WIDTH], most[WIDTH], b[WIDTH], d[WIDTH];
        long count = to - place < WIDTH ? to - place : WIDTH;
        for (long j = 0; j < WIDTH; j++) {
            long m = place + (j < count ? j : 0);
            s[j] = 1000.0, i[j] = 5.0, most[j] = 5.0, b[j] = rate[m], d[j] = 1.0 / duration[m];
        }
        for (long t = 0; t < steps; t++)
            for (long j = 0; j < WIDTH; j++) {
                double infection = s[j] * i[j] * (1.0 / 1000.0) * b[j], recovery = i[j] * d[j];
                s[j] += step * -infection;
                i[j] += step * (infection - recovery);
                most[j] = i[j] > most[j] ? i[j] : most[j];
            }
        for (long j = 0; j < count; j++) peak[place + j] = most[j], last[place + j] = i[j];
    }
}
