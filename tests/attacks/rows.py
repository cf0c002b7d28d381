"""What a hostile submission may try, by kind; every name is an attack here, or says why it cannot be one."""

ROWS = {
    "forge": """
        results_json_atexit os_exit_zero sys_exit_in_call patch_numpy_testing patch_numpy_compare patch_unittest
        patch_pytest builtins_tamper sys_modules_swap ndarray_subclass_equal always_equal_object frame_walk_expected
        gc_scan_reference import_reference settrace_spy forged_stdout_json forged_protocol_frames otter_results_forge
        mutate_inputs rng_poison nan_tolerance empty_broadcast object_dtype_equal lazy_array_protocol skip_test
        conftest_drop shadow_module lying_model keras_patch_metrics library_shortcut gradient_of_state
    """,
    "leak": """
        read_hidden_tests source_of_caller rng_state_replay env_dump proc_parent_mem proc_parent_fd inherited_fds
        ptrace_parent process_vm_readv network_exfil stdout_exfil_inputs other_submissions abstract_unix_socket
        flock_covert_channel stat_probe keras_config_file_read hdf5_external_link
    """,
    "run code in the grader": """
        pickle_return otter_results_pickle otter_log_server_pickle keras_lambda_file npy_pickle_and_header_bomb
    """,
    "stay": """
        site_packages_poison daemon_outlive
    """,
    "exhaust": """
        fork_bomb thread_bomb memory_bomb memory_bomb_shared disk_fill inode_bomb huge_output
        infinite_loop_ignore_signals sleep_forever long_c_call stop_self close_all_fds protocol_garbage slow_drip
        kill_grader prlimit_parent segfault_core atexit_hang huge_int_deep_recursion
    """,
    "tamper": """
        exec_shell suid_escalation chmod_chown_canary toctou_rewrite_self i386_syscalls python_sandbox_bypass
        zip_slip_symlink_bomb pyc_or_so_submission sigchld_ppid_pdeath feedback_injection csv_formula_metadata
        ipynb_magics
    """,
    # Against this grader in particular: its nursery, its frames, its memory of misconceptions, its stand-ins.
    "ours": """
        nursery_socket cache_poison ptrace_me frame_that_grows frame_with_an_array_as_id frame_with_odd_arguments
        get_with_arguments bytes_that_grow many_handles endless_handle lines_of_another_file exception_of_the_judge
        disk_fill_unlinked disk_fill_behind_churn folder_that_stays write_everywhere
        zip_of_a_link zip_of_zeros zip_with_a_huge_dictionary folder_of_a_link folder_without_bottom folder_of_a_pipe
        name_with_commands
    """,
}

NOT_APPLICABLE = {
    "otter_results_pickle": "we read no pickle of Otter's, nor any other",
    "otter_results_forge": "Otter's executor is no part of this grader",
    "otter_log_server_pickle": "nothing here listens on the network or reads a pickle; see nursery_socket",
    "keras_lambda_file": "no model file is ever loaded: a submission is source text, and a model stays in its worker",
    "keras_config_file_read": "as keras_lambda_file",
    "hdf5_external_link": "as keras_lambda_file",
}

NAMES = [name for names in ROWS.values() for name in names.split()]
