/* The loops around the generated code: blocks of members, instants, the members of a block. */
static int run_block(V *rows, V *u, const double *arguments, const double *inputs, int64_t members, int64_t place,
                     int64_t count, int64_t first_member, uint64_t seed, int64_t steps, int64_t save_every,
                     double *scalars, double *series, int64_t *failed_at, int is_checked) {
    const int64_t width = (count + LANES - 1) / LANES, saves = steps / save_every + 1;
#if USES_TIME
    const double start = arguments[0], length = arguments[1];
#endif
    At at = {0, 0, 0, 0, steps + 1};
    Out outs[VECTORS];
    Who who[VECTORS];
    V failed[VECTORS];
    Pipe pipes[PIPES + 1];
    int is_short = 0;
    for (int64_t k = 0; k < width; k++) {
        V *p = rows + k * ROWS;
        const int64_t own = place + k * LANES, left = count - k * LANES;
        outs[k] = (Out){series, saves, members, own, left};
        who[k] = (Who){seed, first_member + own};
        failed[k] = B(-1.0);
        for (int64_t i = 0; i < INPUTS; i++) p[i] = loaded(inputs + i * members + own, left);
        begin(p, u, &at, &outs[k], &who[k], pipes, k, width);
    }
    for (int pipe = 0; pipe < PIPES; pipe++) {
        double most = 1.0;
        for (int64_t k = 0; k < width; k++)
            for (int l = 0; l < LANES; l++) most = fmax(most, GET(rows[k * ROWS + delay_row[pipe]], l));
        pipes[pipe].size = (int64_t)most;
        pipes[pipe].ring = aligned_alloc(64, (((size_t)most * (size_t)width * sizeof(V)) + 63) / 64 * 64);
        if (!pipes[pipe].ring) is_short = 1;
    }
    at.saved = 0;
    int64_t until_saved = 0;
    for (int64_t i = 0; i <= steps && !is_short; i++) {
#if USES_TIME
        u[ARGUMENTS] = B(start + (double)i * length);
        u[ARGUMENTS + 1] = B(start + ((double)i + 0.5) * length);
        u[ARGUMENTS + 2] = B(start + ((double)i + 1.0) * length);
#endif
        instant(u);
        at.step = i;
        at.is_last = i == steps;
        at.is_checked = is_checked || at.is_last;
        at.is_saved = until_saved == 0;
        if (at.is_checked) {
            /* Stocks are looked at before the step moves them on, other outputs behind it. */
            for (int64_t k = 0; k < width; k++) {
                const V *p = rows + k * ROWS;
                V sum = B(0.0);
                for (int s = 0; s < STATES; s++)
                    if (is_stock[s]) sum = sum + (p[STATE_ROW + s] - p[STATE_ROW + s]);
                failed[k] = SEL(AND(LT(failed[k], B(0.0)), NE(sum, B(0.0))), B((double)i), failed[k]);
            }
        }
        for (int64_t k = 0; k < width; k++)
            step(rows + k * ROWS, u, &at, &outs[k], &who[k], pipes, k, width);
#if WATCHED_ROW >= 0
        if (at.is_checked)
            for (int64_t k = 0; k < width; k++) {
                const V sum = rows[k * ROWS + WATCHED_ROW];
                failed[k] = SEL(AND(LT(failed[k], B(0.0)), NE(sum, B(0.0))), B((double)i), failed[k]);
            }
#endif
        if (at.is_saved) at.saved++, until_saved = save_every;
        until_saved--;
    }
    for (int pipe = 0; pipe < PIPES; pipe++) free(pipes[pipe].ring);
    if (is_short) return 1;
    int any = 0;
    for (int64_t k = 0; k < width; k++) {
        const int64_t left = count - k * LANES;
        for (int l = 0; l < LANES && l < left; l++) {
            const int64_t step_failed = (int64_t)GET(failed[k], l);
            failed_at[place + k * LANES + l] = step_failed;
            any |= step_failed >= 0;
        }
        finish(rows + k * ROWS, u, scalars + place + k * LANES, members, left, (double)(steps + 1));
    }
    if (any && !is_checked) /* once more, to see when */
        return run_block(rows, u, arguments, inputs, members, place, count, first_member, seed, steps, save_every,
                         scalars, series, failed_at, 1);
    return 0;
}

/* Members `from` to `to` of those whose inputs and outputs lie in rows of `members`. */
int wholeprint_run(const double *arguments, const double *inputs, int64_t members, int64_t from, int64_t to,
                   int64_t first_member, uint64_t seed, int64_t steps, int64_t save_every, double *scalars,
                   double *series, int64_t *failed_at) {
    V *rows = aligned_alloc(64, ((size_t)(VECTORS * ROWS + SHARED) * sizeof(V) + 63) / 64 * 64);
    if (!rows) return 1;
    V *u = rows + VECTORS * ROWS;
    for (int i = 0; i < ARGUMENTS; i++) u[i] = B(arguments[i]);
    once(u);
    int wrong = 0;
    for (int64_t place = from; place < to && !wrong; place += VECTORS * LANES) {
        const int64_t left = to - place, count = left < VECTORS * LANES ? left : VECTORS * LANES;
        wrong = run_block(rows, u, arguments, inputs, members, place, count, first_member, seed, steps, save_every,
                          scalars, series, failed_at, 0);
    }
    free(rows);
    return wrong;
}
