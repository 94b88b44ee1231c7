"""Functions of XMILE's and Vensim's languages that are not done: refused by name."""

NOT_DONE = frozenset(
    {
        # XMILE 1.0, sections 3.5 and 3.7, and Stella
        *("sshape", "counter", "cap", "cycle_time", "endval", "history", "interpolate"),
        *("lookupmean", "lookuparea", "lookupxy", "irr", "queue", "oven", "conveyor", "leakage"),
        *("throughput", "qelem", "cgrowth", "derivn", "percent", "rootn", "filter"),
        *("beta", "binomial", "combinations", "factorial", "gamma", "geometric", "hypergeom"),
        *("invnorm", "logistic", "montecarlo", "negbinomial", "normalcdf", "pareto"),
        *("permutations", "triangular", "weibull", "sensirunnum", "run_count", "smthnx"),
        # Vensim
        *("delay_batch", "delay_conveyor", "delay_profile", "delayp", "demand_at_price"),
        *("supply_at_price", "find_market_price", "find_zero", "find_zero_coarse", "findzero"),
        *("get_data_at_time", "get_data_between_times", "get_data_first_time"),
        *("get_data_last_time", "get_data_max", "get_data_mean", "get_data_median"),
        *("get_data_min", "get_data_stdv", "get_data_total_points", "get_time_value"),
        *("allocate", "message", "multi_tool", "queue_age_average", "queue_age_oldest"),
        *("queue_attrib_average", "queue_fifo", "queue_fifo_attrib", "random_beta"),
        *("random_binomial", "random_gamma", "random_lookup", "random_negative_binomial"),
        *("random_triangular", "random_weibull", "random_pink_noise", "reinitial"),
        *("sample_until", "shift_if_true", "simultaneous", "tasklist", "time_base"),
        *(
            "time_to_target",
            "vector_lookup",
            "lookup_area",
            "lookup_slope",
            "lookup_slope_backward",
        ),
        *("lookup_slope_forward", "with_lookup", "internal_rate_of_return", "venoption"),
    }
)
"""Their names, as `parse` gives them."""
