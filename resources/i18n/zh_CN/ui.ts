<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Photos and scans (*.jpg *.jpeg *.png *.pdf)</source>
        <translation>照片和扫描件 (*.jpg *.jpeg *.png *.pdf)</translation>
    </message>
    <message>
        <source>&amp;Photo or scan…</source>
        <translation>照片或扫描件(&amp;P)…</translation>
    </message>
    <message>
        <source>Take the photo off</source>
        <translation>取下照片</translation>
    </message>
    <message>
        <source>Add a p&amp;hoto or scan…</source>
        <translation>添加照片或扫描件(&amp;H)…</translation>
    </message>
    <message>
        <source>Add a photo or scan</source>
        <translation>添加照片或扫描件</translation>
    </message>
    <message>
        <source>{name} was added</source>
        <translation>已添加 {name}</translation>
    </message>
    <message>
        <source>{name} is being fetched</source>
        <translation>正在取回 {name}</translation>
    </message>
    <message>
        <source>Open it again in a moment.</source>
        <translation>请稍后再打开。</translation>
    </message>
    <message>
        <source>Take {name} away</source>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>{name} was taken away</source>
        <translation>已移除 {name}</translation>
    </message>
    <message>
        <source>Held here · final</source>
        <translation>本仓保管 · 以此为准</translation>
    </message>
    <message>
        <source>On its way between two sites</source>
        <translation>在途，正在两仓之间移交</translation>
    </message>
    <message>
        <source>Held at {site} · provisional</source>
        <translation>{site}保管 · 暂定</translation>
    </message>
    <message>
        <source>{words}, as of {when}</source>
        <translation>{words}，截至 {when}</translation>
    </message>
    <message>
        <source>{words} · not with the city yet</source>
        <translation>{words} · 待同步</translation>
    </message>
    <message>
        <source>Here · to be synced</source>
        <translation>待同步</translation>
    </message>
    <message>
        <source>Here · final</source>
        <translation>本仓为准</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>{site} · provisional</source>
        <translation>暂定·{site}</translation>
    </message>
    <message>
        <source>This site holds the piece: what stands here is final, also without a line.</source>
        <translation>本仓保管此件：这里所记即为准，断网时也一样。</translation>
    </message>
    <message>
        <source>It left one site and has not arrived at the other: nobody may act on it until then.</source>
        <translation>已从一仓移出，另一仓尚未签收：签收之前任何一方不得办理。</translation>
    </message>
    <message>
        <source>Another site holds the piece and decides. What is known here is as old as the last sync.</source>
        <translation>此件由其他仓点保管，以该仓为准。本机所知截至最近一次同步。</translation>
    </message>
    <message>
        <source> Read to its end: {time}.</source>
        <translation>最近收完：{time}。</translation>
    </message>
    <message>
        <source> What was done here has not reached the city yet; it goes up by itself.</source>
        <translation>本机办理的业务尚未到市级，会自动上传。</translation>
    </message>
    <message>
        <source>As of {when}</source>
        <translation>市级信息截至 {when}</translation>
    </message>
    <message>
        <source>No data from the city yet</source>
        <translation>尚无市级数据</translation>
    </message>
    <message>
        <source>Slip {number}</source>
        <translation>单据 {number}</translation>
    </message>
    <message>
        <source>Gate pass</source>
        <translation>出门证</translation>
    </message>
    <message>
        <source>Reminder letter</source>
        <translation>催还函</translation>
    </message>
    <message>
        <source>Show the &amp;report</source>
        <translation>打开报告位置(&amp;R)</translation>
    </message>
    <message>
        <source>Please try again. If it happens again, restart the program and tell your administrator.</source>
        <translation>请再试一次。如仍出现，请重启程序并告知管理员。</translation>
    </message>
    <message>
        <source>A report was written: {path}</source>
        <translation>已写下报告：{path}</translation>
    </message>
    <message>
        <source>That did not work</source>
        <translation>这一步没有成功</translation>
    </message>
    <message>
        <source>Something happened that the program did not foresee. What was saved before is safe.</source>
        <translation>发生了程序没有预料到的情况。此前保存的内容不受影响。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>选择：{what}</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>没有这个文件。</translation>
    </message>
    <message>
        <source>What lies at {place}</source>
        <translation>查看库位 {place} 存放的物品</translation>
    </message>
    <message>
        <source>To decide: {what}</source>
        <translation>待处理事项：{what}</translation>
    </message>
    <message>
        <source>Decided: {what}</source>
        <translation>已处理：{what}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n} 分钟前</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>{n} 小时前</translation>
    </message>
    <message>
        <source>{n} d ago</source>
        <translation>{n} 天前</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} 小时 {m} 分钟</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>打印(&amp;P)</translation>
    </message>
    <message>
        <source>Print &amp;centre</source>
        <translation>打印中心(&amp;C)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>e.g. the first one got wet</source>
        <translation>例如：第一张弄湿了</translation>
    </message>
    <message>
        <source>Reaso&amp;n for printing again</source>
        <translation>重新打印的原因(&amp;N)</translation>
    </message>
    <message>
        <source>It is printed on the paper.</source>
        <translation>原因会印在纸上。</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>On p&amp;rinter</source>
        <translation>打印机(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;opies</source>
        <translation>份数(&amp;O)</translation>
    </message>
    <message>
        <source>Page {n} of {all}</source>
        <translation>第 {n} 页，共 {all} 页</translation>
    </message>
    <message>
        <source>{n} pages</source>
        <translation>共 {n} 页</translation>
    </message>
    <message>
        <source>No fitting printer is set up</source>
        <translation>还没有设置合适的打印机</translation>
    </message>
    <message>
        <source>This PC knows no printer for it. It can be saved as a file.</source>
        <translation>本机没有适用的打印机，可以另存为文件。</translation>
    </message>
    <message>
        <source>Set one up in the print centre.</source>
        <translation>请到打印中心设置一台。</translation>
    </message>
    <message>
        <source>Write in a few words why.</source>
        <translation>请简单写明原因。</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>On its way to {printer}…</source>
        <translation>正在送往{printer}…</translation>
    </message>
    <message>
        <source>Sent to {printer}</source>
        <translation>已送到“{printer}”</translation>
    </message>
    <message>
        <source>It was stopped. The print centre shows what came out.</source>
        <translation>打印已停止。打印中心里能看到哪些打出来了。</translation>
    </message>
    <message>
        <source>Not all of it was printed</source>
        <translation>没有全部打印</translation>
    </message>
    <message>
        <source>The program closes for it. What was carried out is kept; finish first what is only typed in.</source>
        <translation>恢复时程序会先关闭。已经办完的都会保留；填了一半的请先办完。</translation>
    </message>
    <message>
        <source>&amp;Recover now</source>
        <translation>立即恢复(&amp;R)</translation>
    </message>
    <message>
        <source>Public property counter</source>
        <translation>公物仓柜台</translation>
    </message>
    <message>
        <source>Every operation was also written to a journal. The data are made anew from it; the damaged files are kept in a folder beside them. This takes a minute or two.</source>
        <translation>每一笔业务都另记在业务日志里。可以据此重建数据；损坏的文件会保留在旁边的文件夹里。大约需要一两分钟。</translation>
    </message>
    <message>
        <source>New &amp;password of the administrator</source>
        <translation>管理员的新密码(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Recovering…</source>
        <translation>正在恢复…</translation>
    </message>
    <message>
        <source>&amp;Open the counter</source>
        <translation>打开柜台(&amp;O)</translation>
    </message>
</context>
</TS>
