/* What every generated kernel begins with: arithmetic on LANES members at a time.
   The same operations on one lane, on vectors of a compiler, and on those of AVX-512. No lane ever
   looks at another one, so that a member's result is the same whoever runs beside it. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(ONE_RUN)
#define LANES 1
#elif defined(__AVX512F__) && defined(__AVX512DQ__)
#define LANES 8
#define WIDE 1
#elif defined(__AVX__)
#define LANES 4
#else
#define LANES 2
#endif

#define INLINE static inline __attribute__((always_inline, unused))
#define APART static __attribute__((noinline, unused))

#if LANES == 1
typedef double V;
typedef int M;
#define B(x) (x)
#define GET(v, l) (v)
#define PUT(v, l, x) ((v) = (x))
#define SEL(m, a, b) ((m) ? (a) : (b))
#define LT(a, b) ((a) < (b))
#define LE(a, b) ((a) <= (b))
#define EQ(a, b) ((a) == (b))
#define NE(a, b) ((a) != (b))
#define AND(a, b) ((a) & (b))
#define OR(a, b) ((a) | (b))
#define NOT(a) (!(a))
#define ANY(m) (m)
#elif defined(WIDE)
typedef __m512d V;
typedef __mmask8 M;
#define B(x) _mm512_set1_pd(x)
#define GET(v, l) ((v)[l])
#define PUT(v, l, x) ((v)[l] = (x))
#define SEL(m, a, b) _mm512_mask_blend_pd(m, b, a)
#define LT(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ)
#define LE(a, b) _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ)
#define EQ(a, b) _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ)
#define NE(a, b) _mm512_cmp_pd_mask(a, b, _CMP_NEQ_UQ)
#define AND(a, b) ((M)((a) & (b)))
#define OR(a, b) ((M)((a) | (b)))
#define NOT(a) ((M)~(a))
#define ANY(m) ((m) != 0)
#else
typedef double V __attribute__((vector_size(8 * LANES)));
typedef int64_t M __attribute__((vector_size(8 * LANES)));
INLINE V B(double x) { V r; for (int l = 0; l < LANES; l++) r[l] = x; return r; }
#define GET(v, l) ((v)[l])
#define PUT(v, l, x) ((v)[l] = (x))
INLINE V SEL(M m, V a, V b) { return (V)(((M)a & m) | ((M)b & ~m)); }
#define LT(a, b) ((M)((a) < (b)))
#define LE(a, b) ((M)((a) <= (b)))
#define EQ(a, b) ((M)((a) == (b)))
#define NE(a, b) ((M)((a) != (b)))
#define AND(a, b) ((a) & (b))
#define OR(a, b) ((a) | (b))
#define NOT(a) (~(a))
INLINE int ANY(M m) { int64_t r = 0; for (int l = 0; l < LANES; l++) r |= m[l]; return r != 0; }
#endif
#define TRUTH(m) SEL(m, B(1.0), B(0.0))
#define IS(a) NE(a, B(0.0))

/* A function of the C library, lane by lane. */
#define LANEWISE(how, name, call) \
    how V name(V a) { V r = a; for (int l = 0; l < LANES; l++) { double x = GET(a, l); PUT(r, l, call); } return r; }
#define LANEWISE2(name, call) \
    APART V name(V a, V b) { V r = a; for (int l = 0; l < LANES; l++) { double x = GET(a, l), y = GET(b, l); PUT(r, l, call); } return r; }

#if defined(WIDE)
INLINE V v_abs(V a) { return _mm512_abs_pd(a); }
INLINE V v_sqrt(V a) { return _mm512_sqrt_pd(a); }
INLINE V v_floor(V a) { return _mm512_roundscale_pd(a, 0x09); }
INLINE V v_trunc(V a) { return _mm512_roundscale_pd(a, 0x0B); }
#else
LANEWISE(INLINE, v_abs, fabs(x))
LANEWISE(INLINE, v_sqrt, sqrt(x))
LANEWISE(INLINE, v_floor, floor(x))
LANEWISE(INLINE, v_trunc, trunc(x))
#endif

/* Transcendental functions: the vector library of glibc where there is one. A kernel for one run
   asks it too, with the same number in each lane: the same bits as among others. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(NO_VECTOR_LIBRARY)
#if defined(__AVX512F__) && defined(__AVX512DQ__)
typedef __m512d W;
#define VECTOR_NAME(f, n) _ZGVeN8##n##_##f
#elif defined(__AVX2__)
typedef __m256d W;
#define VECTOR_NAME(f, n) _ZGVdN4##n##_##f
#elif defined(__AVX__)
typedef __m256d W;
#define VECTOR_NAME(f, n) _ZGVcN4##n##_##f
#else
typedef __m128d W;
#define VECTOR_NAME(f, n) _ZGVbN2##n##_##f
#endif
#if LANES == 1
INLINE W widened(double x) { W r; for (unsigned l = 0; l < sizeof(W) / 8; l++) r[l] = x; return r; }
#define VECTOR(f) W VECTOR_NAME(f, v)(W); INLINE V v_##f(V a) { return VECTOR_NAME(f, v)(widened(a))[0]; }
#define VECTOR2(f) W VECTOR_NAME(f, vv)(W, W); INLINE V v_##f(V a, V b) { return VECTOR_NAME(f, vv)(widened(a), widened(b))[0]; }
#else
#define VECTOR(f) W VECTOR_NAME(f, v)(W); INLINE V v_##f(V a) { return (V)VECTOR_NAME(f, v)((W)a); }
#define VECTOR2(f) W VECTOR_NAME(f, vv)(W, W); INLINE V v_##f(V a, V b) { return (V)VECTOR_NAME(f, vv)((W)a, (W)b); }
#endif
#define HAS_VECTORS 1
#if __GLIBC__ > 2 || __GLIBC_MINOR__ >= 35
#define HAS_MORE_VECTORS 1
#endif
#endif
#if defined(HAS_VECTORS)
VECTOR(exp) VECTOR(log) VECTOR(sin) VECTOR(cos) VECTOR2(pow)
#else
LANEWISE(APART, v_exp, exp(x)) LANEWISE(APART, v_log, log(x)) LANEWISE(APART, v_sin, sin(x)) LANEWISE(APART, v_cos, cos(x))
LANEWISE2(v_pow, pow(x, y))
#endif
#if defined(HAS_MORE_VECTORS)
VECTOR(log10) VECTOR(tan) VECTOR(asin) VECTOR(acos) VECTOR(atan) VECTOR(sinh) VECTOR(cosh) VECTOR(tanh)
#else
LANEWISE(APART, v_log10, log10(x)) LANEWISE(APART, v_tan, tan(x)) LANEWISE(APART, v_asin, asin(x)) LANEWISE(APART, v_acos, acos(x))
LANEWISE(APART, v_atan, atan(x)) LANEWISE(APART, v_sinh, sinh(x)) LANEWISE(APART, v_cosh, cosh(x)) LANEWISE(APART, v_tanh, tanh(x))
#endif

static double rounded(double x) { double w = trunc(x); return fabs(x - w) >= 0.5 ? w + copysign(1.0, x) : w; }
static double modulo(double x, double y) {
    double r = fmod(x, y);
    if (y == 0.0 || r != r) return r;
    if (r != 0.0) return (y < 0.0) != (r < 0.0) ? r + y : r;
    return copysign(0.0, y);
}
LANEWISE(APART, v_round, rounded(x))
LANEWISE(APART, v_gamma_ln, lgamma(x))
LANEWISE2(v_mod, modulo(x, y))
LANEWISE2(v_rem, fmod(x, y))

INLINE V v_sign(V a) { return SEL(LT(B(0.0), a), B(1.0), SEL(LT(a, B(0.0)), B(-1.0), SEL(EQ(a, B(0.0)), B(0.0), a))); }
INLINE V v_min(V a, V b) { V r = SEL(LT(b, a), b, a); return SEL(NE(b, b), b, r); }
INLINE V v_max(V a, V b) { V r = SEL(LT(a, b), b, a); return SEL(NE(b, b), b, r); }
/* The second one is known to be a number. */
INLINE V v_min_known(V a, V b) { return SEL(LT(b, a), b, a); }
INLINE V v_max_known(V a, V b) { return SEL(LT(a, b), b, a); }
INLINE V v_safediv(V a, V b, V c) { return SEL(LT(v_abs(b), B(1e-6)), c, a / b); }

/* A product and a sum rounded once, where the processor can. */
#if defined(WIDE)
INLINE V v_fma(V a, V b, V c) { return _mm512_fmadd_pd(a, b, c); }
INLINE V v_fnma(V a, V b, V c) { return _mm512_fnmadd_pd(a, b, c); }
INLINE V v_above(V a, V most) { return _mm512_max_pd(a, most); }
INLINE V v_below(V a, V least) { return _mm512_min_pd(a, least); }
#else
#if LANES == 1 && defined(__FMA__)
INLINE V v_fma(V a, V b, V c) { return fma(a, b, c); }
INLINE V v_fnma(V a, V b, V c) { return fma(-a, b, c); }
#elif LANES == 4 && defined(__FMA__)
INLINE V v_fma(V a, V b, V c) { return (V)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c); }
INLINE V v_fnma(V a, V b, V c) { return (V)_mm256_fnmadd_pd((__m256d)a, (__m256d)b, (__m256d)c); }
#else
INLINE V v_fma(V a, V b, V c) { return a * b + c; }
INLINE V v_fnma(V a, V b, V c) { return c - a * b; }
#endif
INLINE V v_above(V a, V most) { return SEL(LT(most, a), a, most); }
INLINE V v_below(V a, V least) { return SEL(LT(a, least), a, least); }
#endif

/* a / d where r = 1 / d is known long before: a product, and its error taken back, which gives the
   bits of the division. Where that fails (nought, infinity) the product is right by itself. */
INLINE V v_div_known(V a, V d, V r) {
#if defined(WIDE)
    V q = a * r, e = _mm512_fnmadd_pd(q, d, a);
    return SEL(EQ(e, e), _mm512_fmadd_pd(e, r, q), q);
#elif LANES == 1 && defined(__FMA__)
    double q = a * r, e = fma(-q, d, a);
    return e == e ? fma(e, r, q) : q;
#elif LANES == 4 && defined(__FMA__)
    V q = a * r, e = (V)_mm256_fnmadd_pd((__m256d)q, (__m256d)d, (__m256d)a);
    return SEL(EQ(e, e), (V)_mm256_fmadd_pd((__m256d)e, (__m256d)r, (__m256d)q), q);
#else
    (void)r;
    return a / d;
#endif
}

/* Lookups: rows of a table are its places, values and slopes; the last slope is nought. */
#if defined(WIDE)
INLINE V picked(__m512i i, const double *row, int size) {
    if (size <= 8) return _mm512_permutexvar_pd(i, _mm512_load_pd(row));
    if (size <= 16) return _mm512_permutex2var_pd(_mm512_load_pd(row), i, _mm512_load_pd(row + 8));
    return _mm512_i64gather_pd(i, row, 8);
}
INLINE V read_even(V x, double scale, int size, const double *xs, const double *ys, const double *slopes) {
    V place = (x - B(xs[0])) * B(scale);
    place = _mm512_max_pd(place, B(0.0)); /* the second where one is not a number */
    place = _mm512_min_pd(place, B((double)(size - 1)));
    __m512i i = _mm512_cvttpd_epi64(place);
    return picked(i, slopes, size) * (x - picked(i, xs, size)) + picked(i, ys, size);
}
#else
INLINE V read_even(V x, double scale, int size, const double *xs, const double *ys, const double *slopes) {
    V place = (x - B(xs[0])) * B(scale), r = x;
    place = SEL(LT(B(0.0), place), place, B(0.0));
    place = SEL(LT(place, B((double)(size - 1))), place, B((double)(size - 1)));
    for (int l = 0; l < LANES; l++) {
        int i = (int)GET(place, l);
        PUT(r, l, slopes[i] * (GET(x, l) - xs[i]) + ys[i]);
    }
    return r;
}
#endif
/* How many places lie at or before x, less one, and at least 0: halves without branches. */
INLINE int found(double x, int size, const double *xs) {
    const double *at = xs;
    while (size > 1) {
        int half = size / 2;
        at = at[half] <= x ? at + half : at;
        size -= half;
    }
    return (int)(at - xs);
}
APART V read_any(V x, int size, const double *xs, const double *ys, const double *slopes) {
    V r = x;
    for (int l = 0; l < LANES; l++) {
        double at = GET(x, l);
        int i = found(at, size, xs);
        PUT(r, l, slopes[i] * (at - xs[i]) + ys[i]);
    }
    return r;
}
APART V read_steps(V x, int size, const double *xs, const double *ys) {
    V r = x;
    for (int l = 0; l < LANES; l++) {
        double at = GET(x, l);
        PUT(r, l, at == at ? ys[found(at, size, xs)] : at);
    }
    return r;
}
INLINE V held_between(V x, double low, double high) {
#if defined(WIDE)
    return _mm512_min_pd(B(high), _mm512_max_pd(B(low), x)); /* what is no number stays none */
#else
    x = SEL(LT(x, B(low)), B(low), x);
    return SEL(LT(B(high), x), B(high), x);
#endif
}

/* Members from and to rows; what lies beyond the last member of a row is never touched. */
INLINE V loaded(const double *at, int64_t count) {
    V r = B(at[0]);
#if LANES == 1
    (void)count;
#else
    if (count >= LANES) memcpy(&r, at, sizeof r);
    else for (int l = 1; l < count; l++) r[l] = at[l];
#endif
    return r;
}
INLINE void stored(double *at, V v, int64_t count) {
    if (count >= LANES) memcpy(at, &v, sizeof v);
    else for (int l = 0; l < count; l++) at[l] = GET(v, l);
}

/* A pipe: what goes in comes out `delay` steps later. */
typedef struct { V *ring; int64_t size; } Pipe;
INLINE V through(const Pipe *pipe, int64_t k, int64_t width, int64_t step, V delay, V in, V now) {
    pipe->ring[(step % pipe->size) * width + k] = in;
    V r = now;
    for (int l = 0; l < LANES; l++) {
        int64_t n = (int64_t)GET(delay, l);
        if (step + 1 >= n) PUT(r, l, GET(pipe->ring[((step + 1 - n) % pipe->size) * width + k], l));
    }
    return r;
}
INLINE V delay_of(V span, V step, double most) {
    V n = v_floor(span / step + B(0.5));
    n = SEL(LT(B(1.0), n), n, B(1.0));
    return SEL(LT(n, B(most)), n, B(most));
}

/* Random numbers: see wholeprint.systems.random_numbers, whose bits these are. */
#define GOLDEN 0x9E3779B97F4A7C15ull
static inline uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
}
static inline uint64_t stream_of(uint64_t seed, int64_t member, int64_t slot) {
    uint64_t z = mixed(seed + GOLDEN);
    z = mixed(z + ((uint64_t)member + 1) * GOLDEN);
    return mixed(z + (uint64_t)(slot + 1) * GOLDEN);
}
static inline double uniform_of(uint64_t stream, int64_t step, int draw) {
    uint64_t word = mixed(stream + (uint64_t)(64 * step + draw + 1) * GOLDEN);
    return ((double)(word >> 11) + 0.5) * 0x1p-53;
}
static double horner(const double *factors, double at) {
    double total = factors[0];
    for (int i = 1; i < 8; i++) total = total * at + factors[i];
    return total;
}
static double normal_quantile(double share) {
    static const double middle[2][8] = {
        {2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
         13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665},
        {5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597,
         5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0}};
    static const double outer[2][8] = {
        {7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
         3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835},
        {1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008,
         0.6897673349851, 1.6763848301838038, 2.053191626637759, 1.0}};
    static const double far_out[2][8] = {
        {2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
         0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103},
        {2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 7.868691311456133e-4,
         0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1.0}};
    double offset = share - 0.5;
    if (fabs(offset) <= 0.425) {
        double near = 0.180625 - offset * offset;
        return offset * (horner(middle[0], near) / horner(middle[1], near));
    }
    double at = sqrt(-log(offset <= 0.0 ? share : 1.0 - share));
    double tail = at <= 5.0 ? horner(outer[0], at - 1.6) / horner(outer[1], at - 1.6)
                            : horner(far_out[0], at - 5.0) / horner(far_out[1], at - 5.0);
    return copysign(tail, offset);
}
static double poisson(double share, double mean) {
    if (!(mean >= 0.0)) return NAN;
    if (mean >= 500.0) return fmax(0.0, floor(mean + sqrt(mean) * normal_quantile(share) + 0.5));
    double likely = exp(-mean), total = likely, count = 0.0;
    for (int each = 1; each <= 2000 && share >= total; each++) {
        count = each;
        likely = likely * mean / each;
        total = total + likely;
    }
    return count;
}
static double truncated(uint64_t stream, int64_t step, double low, double high, double mean, double deviation) {
    double drawn = NAN;
    for (int draw = 0; draw < 64; draw++) {
        drawn = mean + deviation * normal_quantile(uniform_of(stream, step, draw));
        if (drawn >= low && drawn <= high) return drawn;
    }
    if (drawn != drawn || low != low || high != high) return NAN;
    drawn = drawn > low ? drawn : low;
    return drawn < high ? drawn : high;
}
enum { UNIFORM_KIND, NORMAL_KIND, TRUNCATED_NORMAL_KIND, LOGNORMAL_KIND, EXPONENTIAL_KIND, POISSON_KIND };
static double drawn(int kind, uint64_t stream, int64_t step, const double *is) {
    double u = uniform_of(stream, step, 0);
    switch (kind) {
    case UNIFORM_KIND: return is[0] + (is[1] - is[0]) * u;
    case NORMAL_KIND: return is[0] + is[1] * normal_quantile(u);
    case TRUNCATED_NORMAL_KIND: return truncated(stream, step, is[0], is[1], is[2], is[3]);
    case LOGNORMAL_KIND: {
        double ratio = is[1] / is[0], variance = log(1.0 + ratio * ratio);
        return exp(log(is[0]) - variance / 2.0 + sqrt(variance) * normal_quantile(u));
    }
    case EXPONENTIAL_KIND: return -is[0] * log(u);
    default: return poisson(u, is[0]);
    }
}
typedef struct { uint64_t seed; int64_t member; } Who;
static __attribute__((unused)) V v_random(int kind, const Who *who, int64_t slot, int64_t step, V a, V b, V c, V d) {
    V r = a;
    for (int l = 0; l < LANES; l++) {
        double is[4] = {GET(a, l), GET(b, l), GET(c, l), GET(d, l)};
        PUT(r, l, drawn(kind, stream_of(who->seed, who->member + l, slot), step, is));
    }
    return r;
}

/* Where a run stands. */
typedef struct { int64_t step; int is_saved, is_last, is_checked; int64_t saved; } At;
/* Where outputs go: each row has one place per member. */
typedef struct { double *series; int64_t saves, members; int64_t place, count; } Out;
